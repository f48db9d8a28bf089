#!/usr/bin/env python3
"""Says of each pipeline file whether the schema takes it: validate_pipelines.py SCHEMA FILE...

Prints "FILE: fine" or "FILE: the first error". Exit code 77: tomllib (Python 3.11) or jsonschema is missing.
"""
import json
import sys

try:
    import tomllib
    from jsonschema import Draft7Validator
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

with open(sys.argv[1], "rb") as f:
    schema = json.load(f)
Draft7Validator.check_schema(schema)
validator = Draft7Validator(schema)
for name in sys.argv[2:]:
    with open(name, "rb") as f:
        pipeline = tomllib.load(f)
    error = next(iter(validator.iter_errors(pipeline)), None)
    print(f"{name}: {'fine' if error is None else '/'.join(map(str, error.path)) + ' is wrong'}")
