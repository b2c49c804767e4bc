"""Every folder is a whole channel."""

from importlib import import_module

import pytest
from django import forms

from tests.workflow.parcels.models import ParcelMessage
from workflow.channels import (
    Reaches,
    UnknownChannel,
    channel,
    channels_where,
    form_of,
    known_channels,
    send,
)

ALL = {"in_app", "email", "sms", "webhook", "robot", "file"}


def test_there_are_six():
    assert known_channels() == ALL


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_has_its_word_its_form_and_its_transport(name):
    assert str(channel(name).label)
    assert issubclass(form_of(name), forms.Form)
    assert callable(import_module(f"workflow.channels.{name}.transport").send)


def test_people_are_woken_and_machines_are_not():
    assert channels_where(wakes=True) == ("email", "robot", "sms")
    assert channels_where(reaches=Reaches.PERSON) == ("email", "in_app", "sms")
    assert channels_where(reaches=Reaches.ENDPOINT) == ("file", "robot", "webhook")
    assert channels_where(stays_inside=True) == ("in_app",)


def test_a_channel_without_a_folder_is_an_error():
    for question in (channel, form_of):
        with pytest.raises(UnknownChannel, match="pigeon"):
            question("pigeon")
    with pytest.raises(UnknownChannel, match="pigeon"):
        send(ParcelMessage(channel="pigeon"))
