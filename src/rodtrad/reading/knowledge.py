"""What an installation knows that its readers are given beside a document: its own parties, and its bodies' styles."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from rodtrad.reading.house_style import HouseStyle
from rodtrad.reading.parties import Party


@dataclass(frozen=True, slots=True)
class Knowledge:
    """`parties`: those besides Sweden's regions and municipalities. `styles`: house styles by `style_key`."""

    parties: tuple[Party, ...] = ()
    styles: Mapping[str, HouseStyle] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As a child process is sent it."""
        styles = {key: asdict(style) for key, style in self.styles.items()}
        return {"parties": [asdict(party) for party in self.parties], "styles": styles}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Knowledge":
        """What `to_json` wrote."""
        styles = {key: HouseStyle(**style) for key, style in told["styles"].items()}
        return cls(tuple(Party(**party) for party in told["parties"]), styles)
