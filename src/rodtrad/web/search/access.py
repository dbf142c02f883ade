"""Who may search: until something is published, everyone who logs in and may read finds all of it."""

from rodtrad.web.accounts.access import Right, Somebody, require


def narrowed_for(user: Somebody, chosen: dict[str, str]) -> dict[str, str]:
    """The filters that the hits of a user must fulfil, those that were chosen among them.

    What somebody may not see is left out by the index itself, so that no count tells of it. Raises PermissionDenied
    for one who may see nothing.
    """
    require(user, Right.READ)
    return chosen
