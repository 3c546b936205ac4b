"""Shapes that people's values must have, and the one sentence that tells what is wrong with them."""

from typing import Any, Self, TypeVar

from pydantic import BaseModel, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from focus_desktop.model.errors import InvalidField

REFUSED = "refused"
"""The `type` of a shape's validation error; its `msg` is a sentence for people."""
UNSTORABLE = "unstorable"
"""That of a text that not every database can keep."""


class Shape(BaseModel, extra="forbid"):
    """Refuses fields that it does not know. A wrong field is answered with its `description`."""

    @model_validator(mode="wrap")
    @classmethod
    def _say_plainly(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(values)
        except ValidationError as error:
            sentence = cls._sentence(error)
            raise PydanticCustomError(REFUSED, "{sentence}", {"sentence": sentence}) from error

    @classmethod
    def _sentence(cls, error: ValidationError) -> str:
        first = error.errors(include_input=False, include_context=False)[0]
        known = ", ".join(cls.model_fields)
        if not first["loc"]:
            return f"Send an object with some of the fields {known}."
        name = str(first["loc"][0])
        if name not in cls.model_fields:
            return f"There is no field “{name[:40]}” here; the fields are {known}."
        if first["type"] == UNSTORABLE:
            return f"The {name} has something in it that is no character of a text; type it again."
        return cls.model_fields[name].description or f"The value of {name} is not valid."


def _only_what_is_given(schema: dict[str, Any]) -> None:
    """A field that is left out stays as it is: the schema names no defaults, and asks for one field."""
    schema["minProperties"] = 1
    for field in schema["properties"].values():
        field.pop("default", None)


class Changes(Shape, json_schema_extra=_only_what_is_given):
    """A shape of which only the fields that are given count (read `model_fields_set`); at least one is."""

    @model_validator(mode="before")
    @classmethod
    def _something(cls, values: Any) -> Any:
        if values == {}:
            raise PydanticCustomError(REFUSED, "nothing is given")
        return values


Wanted = TypeVar("Wanted", bound=Shape)


def validated(shape: type[Wanted], **values: object) -> Wanted:
    """The values as `shape`. Raises InvalidField with the sentence of the first field that is wrong."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        raise InvalidField(error.errors(include_input=False)[0]["msg"]) from error
