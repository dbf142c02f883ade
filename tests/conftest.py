"""What all tests share."""

import gc

# Python looks for garbage after every 700 new objects, and a test of the web makes them by the ten thousand: a seventh
# of its time went into that. What is there when the tests begin stays, and is not looked through again.
gc.set_threshold(20_000, 20, 100)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
