"""The JSON Schema of parameter files, with which editors complete and check them.

python -m kpitools.params.schema > params/schema.json
"""

import json
from typing import Any

from kpitools.params.parameters import Parameters


def schema() -> dict[str, Any]:
    """The schema, made from the models."""
    made = Parameters.model_json_schema()
    # What a file must hold may stand in the one that it extends.
    del made["required"], made["$defs"]["Client"]["required"]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **_without_titles(made)}


def text() -> str:
    """The schema as committed."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _without_titles(part: Any) -> Any:
    """Without pydantic's titles, which repeat the keys, and without defaults that say nothing."""
    if isinstance(part, dict):
        silent = {"title", "default"} if part.get("default", 0) is None else {"title"}
        return {key: _without_titles(value) for key, value in part.items() if key not in silent}
    return [_without_titles(item) for item in part] if isinstance(part, list) else part


if __name__ == "__main__":
    print(text(), end="")
