"""Ask the books from a screen without holding it up.

A question runs in a worker's thread and its answer comes back as a message. Each has
a generation: an older one that arrives late is dropped, never shown.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from fundledger.tui.shell.faults import fault, note
from fundledger.tui.shell.host import Hosted

if TYPE_CHECKING:
    from fundledger.store.reading import Books

T = TypeVar("T")


class GivenUp(Exception):  # noqa: N818 - not an error: somebody pressed a key
    """What is asked stops, because nobody waits for it any more."""


class AskingScreen(Hosted):
    """A screen that asks questions; what it does with the answers is its own affair."""

    class Answered(Message):
        """A question was answered."""

        def __init__(
            self, topic: str, generation: int, then: Callable[[], None]
        ) -> None:
            """Say which asking it answers, and what is to be done."""
            super().__init__()
            self.topic = topic
            self.generation = generation
            self.then = then

    class Failed(Message):
        """A question could not be answered."""

        def __init__(self, topic: str, generation: int, error: Exception) -> None:
            """Say which asking failed, and why."""
            super().__init__()
            self.topic = topic
            self.generation = generation
            self.error = error

    def __init__(self) -> None:
        """Begin with nothing asked."""
        super().__init__()
        self._asked: Counter[str] = Counter()

    def work(
        self, topic: str, task: "Callable[[Run], T]", then: Callable[[T], None]
    ) -> None:
        """Run a task in a thread, then hand its result to `then` on the screen.

        Only the newest of a topic is ever handed on.
        """
        self._asked[topic] += 1
        run = Run(self, topic, self._asked[topic])
        job = partial(self._run, run, task, then)
        self.run_worker(job, group=topic, thread=True, exit_on_error=False)

    def ask(
        self, topic: str, question: "Callable[[Books], T]", then: Callable[[T], None]
    ) -> None:
        """Ask one snapshot of the books; see `work`."""
        self.work(topic, lambda _run: self.door_ask(question), then)

    def ask_long(
        self,
        topic: str,
        question: "Callable[[Books, Run], T]",
        then: Callable[[T], None],
    ) -> None:
        """Ask what takes long: the question says how far it is, and may be given up."""
        self.work(
            topic, lambda run: self.door_ask(lambda books: question(books, run)), then
        )

    def door_ask(self, question: "Callable[[Books], T]") -> T:
        """Ask the fund's books; called in a worker's thread."""
        return self.host.door.ask(question)

    def forget(self, topic: str) -> None:
        """Drop whatever is still being asked about a topic."""
        self._asked[topic] += 1

    def is_newest(self, topic: str, generation: int) -> bool:
        """Tell whether nothing newer was asked about the topic."""
        return self._asked[topic] == generation

    def _run(
        self, run: "Run", task: "Callable[[Run], T]", then: Callable[[T], None]
    ) -> None:
        try:
            answer = task(run)
        except Exception as error:  # noqa: BLE001 - the edge: shown and logged
            self.post_message(self.Failed(run.topic, run.generation, error))
        else:
            run.tell(partial(then, answer))

    def on_asking_screen_answered(self, message: Answered) -> None:
        """Use the answer, unless it is an older one."""
        if self.is_newest(message.topic, message.generation):
            try:
                message.then()
            except Exception as error:  # noqa: BLE001 - the edge: shown and logged
                note(error)
                self.failed(message.topic, fault(error))

    def on_asking_screen_failed(self, message: Failed) -> None:
        """Show what went wrong, unless something newer was asked."""
        note(message.error)
        if self.is_newest(message.topic, message.generation):
            self.failed(message.topic, fault(message.error))


class Run:
    """One run of a task in a thread: how it tells of itself, and whether to go on."""

    def __init__(self, screen: AskingScreen, topic: str, generation: int) -> None:
        """Belong to a screen's asking."""
        self.screen = screen
        self.topic = topic
        self.generation = generation

    @property
    def given_up(self) -> bool:
        """Whether something newer was asked, or the screen is gone."""
        alive = self.screen.is_attached
        return not (alive and self.screen.is_newest(self.topic, self.generation))

    def tell(self, then: Callable[[], None]) -> None:
        """Have something done on the screen, unless this run is given up by then."""
        message = AskingScreen.Answered(self.topic, self.generation, then)
        self.screen.post_message(message)
