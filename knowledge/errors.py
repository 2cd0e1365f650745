"""One tree of errors. A message names the thing, what is wrong with it and what to do.

AssistantError
├── ReadingError          one file could not be read; the rest of a load goes on
│   ├── UnsupportedFormat, EncryptedFile, EmptyFile, DamagedFile, OversizedFile, UnsafeArchive
│   └── ConfidentialFile  the file bears a secrecy stamp and is not taken in
├── KnowledgeBaseError    the data directory or the index is missing, locked or damaged
├── ModelError            the configured language model failed (retryable or not)
└── ConfigurationError    a setting is wrong
"""


class AssistantError(Exception):
    """Root of all errors that this project raises on purpose."""


class ReadingError(AssistantError):
    """A file could not be read. `code` is stable, `reason` is a Vietnamese sentence for users."""

    code = "unreadable"

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.document = document
        self.reason = reason


class UnsupportedFormat(ReadingError):
    """The content is of no format that can be read."""

    code = "unsupported"


class EncryptedFile(ReadingError):
    """The file asks for a password."""

    code = "encrypted"


class EmptyFile(ReadingError):
    """The file holds no text."""

    code = "empty"


class DamagedFile(ReadingError):
    """The file is truncated or its structure is broken."""

    code = "damaged"


class OversizedFile(ReadingError):
    """The file, or what it unpacks to, is larger than the settings allow."""

    code = "oversized"


class UnsafeArchive(ReadingError):
    """An archive with paths that leave it, or too many or too deep members."""

    code = "unsafe_archive"


class ConfidentialFile(ReadingError):
    """The document bears a secrecy stamp; nothing of it is kept."""

    code = "confidential"


class KnowledgeBaseError(AssistantError):
    """The data directory or its index is missing, locked by another process or damaged."""


class ModelError(AssistantError):
    """The configured language model did not deliver; `retryable` says whether asking again may help."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class ConfigurationError(AssistantError):
    """A setting is missing or has an unusable value."""
