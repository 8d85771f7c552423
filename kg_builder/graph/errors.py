"""What can be wrong with a store, each with a message that says what to do."""


class StoreError(Exception):
    """A store cannot be used as asked."""


class NotAStoreError(StoreError):
    """A folder is missing, or holds something else."""


class StoreInUseError(StoreError):
    """Another process works on the store."""


class StoreTooNewError(StoreError):
    """The store was written by a newer version of the program."""


class StoreOutdatedError(StoreError):
    """The store was written by an older version whose format cannot be brought up to date."""


class StoreDamagedError(StoreError):
    """Files of the store are missing or cannot be read."""


class StoreWriteError(StoreError):
    """The disk refused a write; what was stored before is kept."""
