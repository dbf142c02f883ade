"""What follows by itself: bodies and parties that people change on pages of apps below, which know of no search.

What comes with documents is indexed by `review`, and what comes from files by the import: both write many rows at
once, of which Django sends no signals.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from rodtrad.web.bodies.models import Body, Party
from rodtrad.web.search.actions import index_bodies, index_parties


@receiver(post_save, sender=Body)
def body_saved(instance: Body, **about: Any) -> None:
    index_bodies(bodies=Body.objects.filter(pk=instance.pk))


@receiver(post_save, sender=Party)
def party_saved(instance: Party, **about: Any) -> None:
    index_parties(parties=Party.objects.filter(pk=instance.pk))
