"""Bringing in what was booked before these books, as the two who sign it do."""

from fundledger.commands.imports import import_journal
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.labels import Count
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene


def bring(scene: Scene, *vouchers: BatchVoucher) -> Count | None:
    """Have an accountant and the supervisor sign a batch; count what came in."""
    batch = Batch(vouchers)
    import_journal(scene.desk(ACCOUNTANT), batch)
    return import_journal(scene.desk(SUPERVISOR), batch)
