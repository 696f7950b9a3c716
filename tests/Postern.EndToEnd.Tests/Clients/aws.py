"""The aws command line's own program, started once: each line of input is a call as JSON (words, environment), each line of output its end (code, output, error)."""
import contextlib
import io
import json
import os
import sys

from awscli import clidriver

answers = sys.stdout
for line in sys.stdin:
    call = json.loads(line)
    os.environ.update(call["environment"])
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    sys.argv = ["aws", *call["words"]]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = clidriver.create_clidriver().main(call["words"])
        except SystemExit as end:
            code = end.code
    json.dump({"code": code or 0, "output": out.buffer.getvalue().decode(), "error": err.buffer.getvalue().decode()}, answers)
    print(file=answers, flush=True)
