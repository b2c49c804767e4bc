"""One short message through the gateway of the settings; it carries the sentence, not the link."""

from typing import Any

from workflow.channels import NotDelivered, idempotency_key
from workflow.channels.calling import call
from workflow.channels.sms import gateway


def send(message: Any) -> None:
    try:
        template = gateway.current()
    except gateway.GatewayUnusable:
        template = None
    if template is None:
        raise NotDelivered("not_set_up")
    if not (number := message.address()):
        raise NotDelivered("no_address")
    sentence, _body = message.subject_and_body()
    answer = call(**template.request(number=number, text=sentence, id=idempotency_key(message)))
    try:
        succeeded = template.succeeded(answer.body)
    except ValueError:
        raise NotDelivered("unreadable") from None
    if not succeeded:
        raise NotDelivered("no_success")
