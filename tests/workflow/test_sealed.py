"""Sealed text: opens in its own column with its own key, and otherwise says so aloud."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from settings import env
from workflow.sealed import KEY_ID, NONCE, Keyring, SealBroken, seal, unseal

COLUMN = "cases.endpoint.secret"


@pytest.mark.parametrize("text", ["", "x", "密钥", "SECabc" * 50, "\x00"])
def test_what_was_sealed_is_opened(text):
    assert unseal(seal(text, COLUMN), COLUMN) == text


def test_the_layout_is_version_key_nonce_text_and_tag():
    sealed = seal("four", COLUMN)

    assert sealed[:1] == b"\x01"
    assert len(sealed) == 1 + KEY_ID + NONCE + 4 + 16
    assert b"four" not in sealed


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert len({seal("same", COLUMN) for _ in range(100)}) == 100


def test_moved_to_another_column_it_does_not_open():
    sealed = seal("secret", COLUMN)

    with pytest.raises(SealBroken, match=r"cases\.endpoint\.url: changed, or moved"):
        unseal(sealed, "cases.endpoint.url")


def test_any_changed_byte_is_noticed():
    sealed = seal("secret", COLUMN)
    for place in range(len(sealed)):
        for bit in (0x01, 0x80):
            changed = bytearray(sealed)
            changed[place] ^= bit
            with pytest.raises(SealBroken):
                unseal(bytes(changed), COLUMN)


@pytest.mark.parametrize("cut", [0, 1, 5, 17, 20, -1])
def test_a_part_of_it_does_not_open(cut):
    with pytest.raises(SealBroken):
        unseal(seal("secret", COLUMN)[:cut], COLUMN)


@pytest.mark.parametrize("text", [b"plain text", b"", b"\x01", b"\x01" * 40])
def test_plain_bytes_are_never_taken_for_text(text):
    with pytest.raises(SealBroken):
        unseal(text, COLUMN)


def test_an_old_key_opens_and_the_newest_seals(settings):
    old, new = b"o" * 32, b"n" * 32
    settings.WORKFLOW_MASTER_KEYS = [old]
    by_old = seal("secret", COLUMN)
    settings.WORKFLOW_MASTER_KEYS = [old, new]
    by_new = seal("secret", COLUMN)

    assert unseal(by_old, COLUMN) == unseal(by_new, COLUMN) == "secret"
    settings.WORKFLOW_MASTER_KEYS = [new]
    assert unseal(by_new, COLUMN) == "secret"
    with pytest.raises(SealBroken, match="a key that is not here"):
        unseal(by_old, COLUMN)


def test_the_error_tells_neither_text_nor_bytes(settings):
    sealed = seal("13800000000", COLUMN)
    settings.WORKFLOW_MASTER_KEYS = [b"w" * 32]
    with pytest.raises(SealBroken) as broken:
        unseal(sealed, COLUMN)
    assert str(broken.value) == f"{COLUMN}: sealed with a key that is not here"


def test_without_a_key_nothing_is_sealed():
    with pytest.raises(ImproperlyConfigured, match="FAYUAN_MASTER_KEY"):
        Keyring.of([])


# The keys of the settings


def test_keys_are_read_in_their_order(monkeypatch):
    monkeypatch.setenv("FAYUAN_MASTER_KEY", f"{'0a' * 32}\n{'0b' * 32}\n")

    assert env.keys("FAYUAN_MASTER_KEY") == [b"\x0a" * 32, b"\x0b" * 32]


@pytest.mark.parametrize("value", ["", "0a", "0a" * 31, "zz" * 32, "0a" * 64, "0a" * 32 + " 0b"])
def test_anything_else_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("FAYUAN_MASTER_KEY", value)

    with pytest.raises(ImproperlyConfigured, match="64 hexadecimal digits"):
        env.keys("FAYUAN_MASTER_KEY")


def test_production_does_not_start_without_a_key(monkeypatch):
    monkeypatch.delenv("FAYUAN_MASTER_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="Set FAYUAN_MASTER_KEY"):
        env.keys("FAYUAN_MASTER_KEY")


def test_a_developers_machine_makes_one_key_and_keeps_it_to_itself(monkeypatch, tmp_path):
    monkeypatch.delenv("FAYUAN_MASTER_KEY", raising=False)
    path = tmp_path / "new" / "master-key"
    [key] = env.keys("FAYUAN_MASTER_KEY", made_in=path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert env.keys("FAYUAN_MASTER_KEY", made_in=path) == [key]
    assert [one.name for one in path.parent.iterdir()] == ["master-key"]
