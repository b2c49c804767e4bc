"""Every sample as PDF, drawn once in a process and looked at by several tests."""

from functools import cache

from documents.management.commands.draw_samples import imprint_of
from documents.rendering import paint
from documents.rendering.overlays import Overlay
from tests.documents.conftest import SAMPLES
from tests.workflow.parcels.office import NIGHTLY

#: A sample of each kind, the last of it; by ``FAYUAN_NIGHTLY=1`` all of them.
OF_EACH_KIND = {type(facts): name for name, facts in SAMPLES.items()}.values()
LOOKED_AT = sorted(SAMPLES if NIGHTLY else OF_EACH_KIND)


@cache
def drawn(name):
    """By our own pages, whatever a test has laid over them."""
    return paint(SAMPLES[name], imprint_of(SAMPLES[name]), overlay=Overlay())
