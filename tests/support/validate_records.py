#!/usr/bin/env python3
"""Checks the records of a run against the JSON Schema that the writer put beside them.

    validate_records.py [--own] SCHEMA RECORDS.jsonl

Exit code: 0 every line is a record; 1 some are not (the first ten are named); 2 the files cannot be read or the schema
cannot be used. Uses the library jsonschema where it can be imported. Without it, or with --own, a small checker of
the keywords that the writer uses does the work; a keyword that it does not know is an error, never a silent pass.
Beyond the schema: each line is UTF-8, ends in \\n and names no key twice.
"""
import json
import sys

TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: (isinstance(v, int) and not isinstance(v, bool)) or (isinstance(v, float) and v.is_integer()),
}
SILENT = {"$schema", "title", "description"}
KNOWN = SILENT | {"type", "properties", "required", "additionalProperties", "items", "const", "minimum"}


def check_own_schema(schema, path="schema"):
    """Refuses what own_errors() would overlook."""
    unknown = set(schema) - KNOWN
    if unknown:
        raise ValueError(f"{path}: keywords {sorted(unknown)} are not known to the own checker; install jsonschema")
    if schema.get("additionalProperties", False) is not False:
        raise ValueError(f"{path}: the own checker knows additionalProperties false only")
    types = schema.get("type", [])
    for name in [types] if isinstance(types, str) else types:
        if name not in TYPES:
            raise ValueError(f"{path}: no type {name!r}")
    for name, part in schema.get("properties", {}).items():
        check_own_schema(part, f"{path}.{name}")
    if "items" in schema:
        check_own_schema(schema["items"], f"{path}.items")


def same(a, b):
    """Equality of JSON: true is not 1."""
    return isinstance(a, bool) == isinstance(b, bool) and a == b


def own_errors(schema, value, path="record"):
    if "const" in schema and not same(schema["const"], value):
        yield f"{path}: is not {schema['const']!r}"
    if "type" in schema:
        types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(TYPES[name](value) for name in types):
            yield f"{path}: is not of type {' or '.join(types)}"
            return
    if "minimum" in schema and TYPES["number"](value) and value < schema["minimum"]:
        yield f"{path}: is below {schema['minimum']}"
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                yield f"{path}: lacks {name!r}"
        for name, part in value.items():
            if name in properties:
                yield from own_errors(properties[name], part, f"{path}.{name}")
            elif "additionalProperties" in schema:
                yield f"{path}: {name!r} is not allowed"
    if isinstance(value, list) and "items" in schema:
        for i, part in enumerate(value):
            yield from own_errors(schema["items"], part, f"{path}[{i}]")


def make_checker(schema, own):
    """A function from a value to its errors, and the name of who checks."""
    if not own:
        try:
            from jsonschema import Draft202012Validator
        except ImportError:
            own = True
    if own:
        check_own_schema(schema)
        return lambda value: own_errors(schema, value), "the own checker"
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    return lambda value: (f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)), "jsonschema"


def no_key_twice(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a key stands there twice")
    return dict(pairs)


def reject_constant(name):
    raise ValueError(f"{name} is no JSON")


def line_errors(line, check):
    if not line.endswith(b"\n"):
        yield "the line has no end"
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=no_key_twice, parse_constant=reject_constant)
    except ValueError as e:
        yield str(e)
        return
    yield from check(value)


def main(arguments):
    own = "--own" in arguments
    files = [a for a in arguments if a != "--own"]
    if len(files) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(files[0], "rb") as f:
            check, checker = make_checker(json.load(f), own)
        records = open(files[1], "rb")
    except Exception as e:  # whatever is wrong with the schema, it must not look like a pass
        print(f"{e}", file=sys.stderr)
        return 2
    lines = bad = 0
    with records:
        for line in records:
            lines += 1
            errors = list(line_errors(line, check))
            bad += bool(errors)
            if errors and bad <= 10:
                print(f"{files[1]}:{lines}: {errors[0]}", file=sys.stderr)
    print(f"{lines} records, {bad} not as the schema says (checked by {checker})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
