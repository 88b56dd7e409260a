"""A geocoding service that is not asked any more; told without loading what asks services."""

from dispatch.errors import ServiceError


class ServiceDownError(ServiceError):
    """A geocoding service is not asked any more.

    Parameters
    ----------
    about
        Why, as an issue ``GEOCODER_DOWN`` says it.
    """

    def __init__(self, about: str) -> None:
        super().__init__("It is not asked any more ({about}).", about=about)
        self.about = about
