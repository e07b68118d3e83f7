"""What Jinja2 makes of templates: a JSON object (source, variables, escapes) a line in, one out."""

import json
import sys

from jinja2.sandbox import SandboxedEnvironment

ENVIRONMENTS = {escapes: SandboxedEnvironment(autoescape=escapes) for escapes in (False, True)}


def answer(source, variables, escapes):
    """The text, or else the error."""
    try:
        return {"text": ENVIRONMENTS[escapes].from_string(source).render(variables)}
    except RecursionError:
        raise
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(answer(**question)))
