"""Why a picture is not taken."""


class PictureRefused(Exception):
    """Its text is fit to show to whoever sent the picture."""
