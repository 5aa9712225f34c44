"""A screen with fields that are filled by choosing: what may be chosen now."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fundledger.i18n import label
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.fields import Choose, LineField
from fundledger.tui.shell.form_fields import YES_NO, FieldBox, values_of
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.inputs.offers import Offer

ON: Final = "on"
"""The business date, a field of every form."""


class OfferingScreen(FundScreen):
    """A screen whose fields offer what may be chosen for them."""

    boxes: list[FieldBox]

    def given(self) -> dict[str, Any]:
        """Give what stands in the fields, without the business date."""
        return values_of(box for box in self.boxes if box.path != ON)

    def on_day(self) -> str | None:
        """Give the business date as it stands in its field; None without one."""
        days = (box for box in self.boxes if box.path == ON)
        return next((str(box.value() or "") for box in days), None)

    def on_choose(self, message: Choose) -> None:
        """Have a field's value chosen."""
        box = next(each for each in self.boxes if each.editor is message.widget)
        self.offer(box, self.given())

    def offer(self, box: FieldBox, given: Mapping[str, Any]) -> None:
        """Offer what may be chosen for a field."""
        if box.known:
            from fundledger.inputs.offers import Offer  # noqa: PLC0415 - SQL

            self._offer(box, [Offer(key, (name,)) for key, name in box.known.items()])
            return
        desk, form = self.host.desk, box.form
        self.work(
            "offers", lambda _run: desk.offers(form, given), partial(self._offer, box)
        )

    def _offer(self, box: FieldBox, offered: "list[Offer]") -> None:
        if not offered:
            _ = box.post_message(LineField.Done(box.editor))
            return
        by_key = {each.key: each for each in offered}
        picks = [Pick(each.key, self._called(box, each)) for each in offered]
        heading = Words(self.lang).heading
        columns = [Column(heading("key"), 16), Column(heading("name"))]
        picker = Picker(
            self, self.say(box.form.label), picks, columns, str(box.value() or "")
        )
        _ = self.host.push_screen(
            picker, lambda key: box.choose(by_key[key]) if key else None
        )

    def _called(self, box: FieldBox, offer: "Offer") -> tuple[str, str]:
        choices = box.form.choices
        if choices is not None:
            return offer.key, label(choices(offer.key), self.lang)
        notes = (self.say(each.text, **each.facts) for each in offer.notes)
        names = " · ".join([*offer.names, *notes])
        return offer.key, names or self.say(YES_NO.get(offer.key, ""))
