import Console
import Glibc

let program = Program(
    name: "notifyctl", summary: "Looks after the schedules, runs and notifications of notifyd.",
    verbs: Verb.all)
exit(await program.run(Array(CommandLine.arguments.dropFirst())).number)
