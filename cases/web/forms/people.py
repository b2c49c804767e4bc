"""A person's mobile number in the administration: typed anew, shown masked, taken away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.masking import masked_phone
from workflow.channels.sms.form import MobileField
from workflow.sealed import SealBroken


class WithPhone(forms.ModelForm):
    """The number never travels in a form: left empty it stays as it is."""

    new_phone = MobileField(label=_("Mobile number for SMS"), max_length=20, required=False)
    no_phone = forms.BooleanField(label=_("Take the mobile number away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self._kept() if self.instance.pk else ""
        if kept and "new_phone" in self.fields:
            said = _("%(number)s is kept. Leave empty to change nothing.") % {"number": kept}
            self.fields["new_phone"].help_text = said

    def _kept(self) -> str:
        try:
            return masked_phone(self.instance.phone or "")
        except SealBroken:
            return "****"

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data.get("no_phone"):
            self.instance.phone = None
        elif number := self.cleaned_data.get("new_phone"):
            self.instance.phone = number
        return super().save(commit)
