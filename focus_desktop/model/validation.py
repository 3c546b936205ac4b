"""Shapes that people's values must have, and the code that tells what is wrong with them."""

from typing import Any, Self, TypeVar

from pydantic import BaseModel, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from focus_desktop.model.errors import InvalidField, Refusal

REFUSED = "refused"
"""The `type` of a shape's validation error; `refusal` makes an error of it."""
UNSTORABLE = "unstorable"
"""That of a text that not every database can keep."""


class Rule:
    """Annotates a field of a shape: what a person is told if its value is wrong."""

    def __init__(self, code: Refusal, **parameters: object) -> None:
        self.refusal = InvalidField(code, **parameters)
        self.english = str(self.refusal)
        """The field's description in JSON schemas."""


class Shape(BaseModel, extra="forbid", defer_build=True):
    """Refuses fields that it does not know. A wrong field is answered with its `Rule`.

    Its validator is built when it is first needed, as that takes long.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_by_code(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(values)
        except ValidationError as error:
            refused = cls._refusal(error.errors(include_input=False, include_context=False)[0])
            context = {"sentence": str(refused), "refusal": refused}
            raise PydanticCustomError(REFUSED, "{sentence}", context) from error

    @classmethod
    def _refusal(cls, wrong: ErrorDetails) -> InvalidField:
        known = ", ".join(cls.model_fields)
        if not wrong["loc"]:
            return InvalidField(Refusal.NO_OBJECT, fields=known)
        name = str(wrong["loc"][0])
        if name not in cls.model_fields:
            return InvalidField(Refusal.UNKNOWN_FIELD, field=name[:40], fields=known)
        if wrong["type"] == UNSTORABLE:
            return InvalidField(Refusal.UNSTORABLE_TEXT, field=name)
        rules = (one for one in cls.model_fields[name].metadata if isinstance(one, Rule))
        return next((rule.refusal for rule in rules), InvalidField(Refusal.FIELD, field=name))


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
    """The values as `shape`. Raises InvalidField for the first field that is wrong."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        raise refusal(error.errors(include_input=False)[0]) from error


def refusal(wrong: Any) -> InvalidField:
    """The error that a shape's validation error of the type REFUSED stands for."""
    found = wrong["ctx"]["refusal"]
    assert isinstance(found, InvalidField)
    return InvalidField(found.code, **found.parameters)
