"""What can stop the mail as a whole."""

from kpitools.errors import KpitoolsError


class DeliveryError(KpitoolsError):
    """The outbox or the mail server can't be used; what was not sent stays in the outbox."""


class MailSettingsError(DeliveryError):
    """The mail settings in the environment are missing or wrong; nothing was started."""
