"""Turns a refused value into the one sentence that its field carries as its description."""

from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import SQLModel

from focus_desktop.model.errors import InvalidField

Shape = TypeVar("Shape", bound=SQLModel)


def validated(shape: type[Shape], **values: object) -> Shape:
    """The values as `shape`. Raises InvalidField with the sentence of the first field that is wrong."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        rule = shape.model_fields[field].description
        raise InvalidField(rule or f"The value of {field} is not valid.") from error
