"""Who may search: until something is published, everyone who logs in and may read finds all of it."""

from rodtrad.web.accounts.access import Right, Somebody, require


def narrowed_for(user: Somebody, chosen: dict[str, str]) -> dict[str, str]:
    """The filters that the hits of a user must fulfil, those that were chosen among them.

    A narrower right is a filter more, asked of the index itself, so that no count tells of what somebody may not see.
    Raises PermissionDenied for one who may see nothing.
    """
    require(user, Right.READ)
    return chosen
