import Formats
import TestKit

/// Another implementation of Amazon's services (moto), which checks signatures; it is asked with boto3 what
/// has arrived.
actor MotoServer {
    /// Started when a test needs it first, and ended with the process.
    static let shared = Result { try MotoServer() }

    private let process: PeerProcess
    /// The bucket is `logs`, and mails may come from `me@example.org`.
    let base: String
    let accessKey: String
    let secretKey: String
    let topic: String

    private struct NoAnswer: Error {}

    private init() throws {
        guard let interpreter = PythonChild.interpreter else { throw NoAnswer() }
        process = try PeerProcess([interpreter, "-c", Self.script])
        guard let line = process.readLine(), let given = try? JSONValue(parsing: line),
            let base = given["base"]?.string, let accessKey = given["access_key"]?.string,
            let secretKey = given["secret_key"]?.string, let topic = given["topic"]?.string
        else { throw NoAnswer() }
        self.base = base
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.topic = topic
    }

    /// What there is of one sort: `object` of a key, the newest `mail`, the next `notice` of the topic.
    func ask(_ sort: String, _ key: String = "") throws -> JSONValue {
        let question: JSONValue = ["sort": .string(sort), "key": .string(key)]
        process.write(question.text + "\n")
        guard let line = process.readLine() else { throw NoAnswer() }
        return try JSONValue(parsing: line)
    }

    /// The parameters of a channel that speaks to it.
    nonisolated func parameters(_ own: JSONObject) -> JSONObject {
        var parameters = own
        parameters["endpoint"] = .string(base)
        parameters["access_key"] = .string(accessKey)
        parameters["secret_key"] = .string(secretKey)
        return parameters
    }

    private static let script = """
        import gzip, json, logging, sys, urllib.request
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        import boto3
        from moto.server import ThreadedMotoServer
        from moto.ses.models import ses_backends

        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        base = "http://%s:%d" % server.get_host_and_port()
        region = "eu-west-1"

        def client(service, access="none", secret="none"):
            return boto3.client(
                service, endpoint_url=base, region_name=region,
                aws_access_key_id=access, aws_secret_access_key=secret)

        iam = client("iam")
        iam.create_user(UserName="notifyd")
        key = iam.create_access_key(UserName="notifyd")["AccessKey"]
        keys = key["AccessKeyId"], key["SecretAccessKey"]
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        iam.put_user_policy(
            UserName="notifyd", PolicyName="all",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [everything]}))
        client("s3").create_bucket(
            Bucket="logs", CreateBucketConfiguration={"LocationConstraint": region})
        client("ses").verify_email_identity(EmailAddress="me@example.org")
        topic = client("sns").create_topic(Name="alarms")["TopicArn"]
        queue = client("sqs").create_queue(QueueName="alarms")["QueueUrl"]
        arn = client("sqs").get_queue_attributes(
            QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        # From now on every request has to be signed by somebody who may make it.
        urllib.request.urlopen(urllib.request.Request(
            base + "/moto-api/reset-auth", data=b"0", method="POST",
            headers={"Content-Type": "application/octet-stream"}))
        print(json.dumps({
            "base": base, "access_key": keys[0], "secret_key": keys[1], "topic": topic}), flush=True)

        def found(sort, key):
            if sort == "object":
                s3 = client("s3", *keys)
                got = s3.get_object(Bucket="logs", Key=key)
                grants = s3.get_object_acl(Bucket="logs", Key=key)["Grants"]
                return {
                    "type": got["ContentType"], "encoding": got["ContentEncoding"],
                    "text": gzip.decompress(got["Body"].read()).decode(),
                    "public": any("URI" in grant["Grantee"] for grant in grants)}
            if sort == "mail":
                sent = [
                    mail for account in ses_backends.values() for backend in account.values()
                    for mail in backend.sent_messages]
                return {
                    "source": sent[-1].source, "to": sent[-1].destinations,
                    "raw": sent[-1].raw_data}
            sqs = client("sqs", *keys)
            message = sqs.receive_message(QueueUrl=queue)["Messages"][0]
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            return json.loads(message["Body"])

        for line in sys.stdin:
            question = json.loads(line)
            print(json.dumps(found(question["sort"], question["key"])), flush=True)
        """
}
