"""What every part of a parameter file has in common, and spans of days."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from kpitools.language import mark
from kpitools.params.types import Day
from kpitools.params.wrong import wrong


class Section(BaseModel):
    """A mapping of the file: its keys and no others; a key with nothing behind it counts as not written."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _written_only(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}


class Span(Section):
    """Days from `start` to `end`, both included."""

    start: Day
    """Premier jour."""
    end: Day
    """Dernier jour, inclus."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise wrong(
                mark("La fin ({end}) précède le début ({start})."),
                mark("Échangez les deux dates."),
                start=str(self.start),
                end=str(self.end),
            )
        return self
