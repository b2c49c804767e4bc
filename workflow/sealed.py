"""Sealed columns: text that a stolen database alone doesn't tell.

A value is ``0x01 | key id (4 bytes) | nonce (12 bytes) | AES-256-GCM(text)``, bound to its column:
moved to another one it can't be opened. The first byte names the algorithm. The key id is a
fingerprint of the master key behind it; the newest master key seals, each of them opens. Whatever
goes wrong raises :class:`SealBroken`: bytes never pass for text.

A sealed column can't be searched. Where it must be, a column beside it holds its blind index,
``0x01 | key id | HMAC-SHA256(text)``, cut to 16 bytes, by a key of its own: equal texts have equal
indexes, and without the key nobody finds the text by guessing.
"""

import hmac
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.lookups import In

VERSION = b"\x01"
KEY_ID, NONCE, INDEX = 4, 12, 16
#: So many bytes say by which algorithm and which key.
HEAD = len(VERSION) + KEY_ID


class SealBroken(Exception):
    """A sealed value can't be opened: changed, moved, or of a key that isn't here."""


@dataclass(frozen=True)
class Keyring:
    """The keys that open and those of the indexes, by their ids, and the id of the newest."""

    keys: dict[bytes, AESGCM]
    indexes: dict[bytes, bytes]
    newest: bytes

    @classmethod
    def of(cls, masters: Sequence[bytes]) -> "Keyring":
        """From master keys of 32 bytes, the newest last."""
        if not masters:
            raise ImproperlyConfigured("Set FAYUAN_MASTER_KEY, or FAYUAN_MASTER_KEY_FILE.")
        ids = [_derive(master, b"fayuan key id", KEY_ID) for master in masters]
        keys = [AESGCM(_derive(master, b"fayuan sealed column", 32)) for master in masters]
        indexes = [_derive(master, b"fayuan blind index", 32) for master in masters]
        by_id = dict(zip(ids, keys, strict=True)), dict(zip(ids, indexes, strict=True))
        return cls(*by_id, newest=ids[-1])


def seal(text: str, column: str) -> bytes:
    """The text as bytes that only this column gives back."""
    ring, nonce = _keyring(), os.urandom(NONCE)
    sealed = ring.keys[ring.newest].encrypt(nonce, text.encode(), column.encode())
    return VERSION + ring.newest + nonce + sealed


def unseal(value: bytes, column: str) -> str:
    """The text behind bytes that :func:`seal` made for this column."""
    if value[: len(VERSION)] != VERSION:
        raise SealBroken(f"{column}: this is no sealed value")
    key = _keyring().keys.get(value[len(VERSION) : HEAD])
    if key is None:
        raise SealBroken(f"{column}: sealed with a key that is not here")
    nonce, sealed = value[HEAD : HEAD + NONCE], value[HEAD + NONCE :]
    try:
        return key.decrypt(nonce, sealed, column.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"{column}: changed, or moved from another column") from error


def newest_head() -> bytes:
    """What every value and every index begins with that the newest key has made."""
    return VERSION + _keyring().newest


def blind(text: str, column: str) -> bytes:
    """The index of this text in this column, by the newest key."""
    ring = _keyring()
    return _blind(ring, ring.newest, text, column)


def blind_by_each_key(text: str, column: str) -> list[bytes]:
    """Every index that the text may have: rows wait for a rotation with that of an older key."""
    ring = _keyring()
    return [_blind(ring, key, text, column) for key in ring.indexes]


def _blind(ring: Keyring, key: bytes, text: str, column: str) -> bytes:
    told = f"{column}\0{text}".encode()
    return VERSION + key + hmac.digest(ring.indexes[key], told, "sha256")[:INDEX]


def _keyring() -> Keyring:
    return _ring_of(tuple(settings.WORKFLOW_MASTER_KEYS))


@cache
def _ring_of(masters: tuple[bytes, ...]) -> Keyring:
    return Keyring.of(masters)


def _derive(master: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose).derive(master)


def _column_name(field: Any) -> str:
    """What a value is bound to: ``app.model.field``."""
    return f"{field.model._meta.concrete_model._meta.label_lower}.{field.name}"


class SealedField(models.Field):
    """A text that is sealed in the database and plain in Python; ``None`` stays NULL.

    Sealed anew at each save, so nothing can be searched or compared in it. To rename the model or
    the field, seal every row anew in the same migration.
    """

    description = "Sealed text"
    empty_strings_allowed = True
    form_class: Any = forms.CharField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def column_name(self) -> str:
        return _column_name(self)

    def text_of(self, value: Any) -> str:
        """The text that is sealed for a value."""
        if not isinstance(value, str):
            raise TypeError(f"{self.column_name} takes text.")
        return value

    def value_of(self, text: str) -> Any:
        """The value behind a text that was sealed."""
        return text

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        return connection.Database.Binary(seal(self.text_of(value), self.column_name))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else self.value_of(unseal(bytes(value), self.column_name))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.column_name} is sealed: it can't be searched.")
        return super().get_lookup(lookup_name)

    def formfield(self, **kwargs: Any) -> Any:
        given: dict[str, Any] = {"form_class": self.form_class}
        if issubclass(self.form_class, forms.CharField):
            given["max_length"] = self.max_length
            if self.null:
                given["empty_value"] = None
        return super().formfield(**given | kwargs)


class SealedInteger(SealedField):
    """A whole number from 0 on. All are sealed in the same length, which would tell their size."""

    description = "Sealed whole number"
    empty_strings_allowed = False
    form_class = forms.IntegerField
    digits = 10

    def text_of(self, value: Any) -> str:
        if type(value) is not int or not 0 <= value < 10**self.digits:
            raise TypeError(f"{self.column_name} takes a whole number of {self.digits} digits.")
        return f"{value:0{self.digits}d}"

    def value_of(self, text: str) -> int:
        return int(text)

    def to_python(self, value: Any) -> Any:
        """As a form or a fixture brings it."""
        try:
            return value if value is None else int(value)
        except (TypeError, ValueError):
            raise ValidationError(
                models.IntegerField.default_error_messages["invalid"], params={"value": value}
            ) from None


class SealedAmount(SealedField):
    """An amount of money with two decimal places, not negative; all sealed in the same length."""

    description = "Sealed amount"
    empty_strings_allowed = False
    form_class = forms.DecimalField
    digits = 12

    def text_of(self, value: Any) -> str:
        if not isinstance(value, int | Decimal) or not 0 <= value < 10 ** (self.digits - 2):
            raise TypeError(f"{self.column_name} takes an amount of {self.digits} digits.")
        return f"{Decimal(value):0{self.digits + 1}.2f}"

    def value_of(self, text: str) -> Decimal:
        return Decimal(text)

    def to_python(self, value: Any) -> Any:
        """As a form or a fixture brings it."""
        try:
            return value if value is None else Decimal(str(value))
        except InvalidOperation:
            raise ValidationError(
                models.DecimalField.default_error_messages["invalid"], params={"value": value}
            ) from None


class BlindIndex(models.BinaryField):
    """The blind index of a sealed text beside it; NULL where that is empty.

    It is written with every save of the row (:class:`Searchable`), and asked by one lookup:
    ``phone_index__matches="138 0000 5678"``, or a list of texts. ``normal`` gives texts that mean
    the same one form.
    """

    description = "Blind index of a sealed text"

    def __init__(
        self, of: str, *args: Any, normal: Callable[[str], str] = str, **kwargs: Any
    ) -> None:
        self.of, self.normal = of, normal
        super().__init__(*args, **{"null": True, "db_index": True} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.of, *args], kwargs  # ``normal`` is no business of the database's

    @property
    def column_name(self) -> str:
        return _column_name(self)

    def index_of(self, text: str | None) -> bytes | None:
        """The index of a text, by the newest key."""
        bare = self.normal(text or "")
        return blind(bare, self.column_name) if bare else None

    def indexes_of(self, texts: Iterable[str]) -> list[bytes]:
        """Every index that these texts may have."""
        found = (bare for text in texts if (bare := self.normal(text)))
        return [one for bare in found for one in blind_by_each_key(bare, self.column_name)]

    def pre_save(self, model_instance: Any, add: bool) -> bytes | None:
        index = self.index_of(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, index)
        return index

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"matches", "isnull"}:
            raise FieldError(f"{self.column_name} is a blind index: ask it with __matches.")
        return super().get_lookup(lookup_name)


@BlindIndex.register_lookup
class Matches(In):
    """The sealed text is this one, or one of these."""

    lookup_name = "matches"

    def get_prep_lookup(self) -> Any:
        texts = [self.rhs] if isinstance(self.rhs, str) else self.rhs
        return self.lhs.output_field.indexes_of(texts)


class Searchable(models.Model):
    """A row whose blind indexes follow its sealed texts, also when only some columns are saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is not None:
            indexes = [one for one in self._meta.concrete_fields if isinstance(one, BlindIndex)]
            follow = {one.name for one in indexes if one.of in update_fields}
            update_fields = {*update_fields, *follow}
        super().save(*args, update_fields=update_fields, **kwargs)
