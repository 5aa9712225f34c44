"""Projects as they stand, and as they stood at the end of an earlier day."""

from datetime import date

from fundledger.commands import applications, reviews
from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, ProjectNo, SubdistrictKey
from fundledger.domain.projects import ProjectState
from fundledger.queries import projects
from fundledger.queries.projects import Project, ProjectFilter
from tests.commands import scene as scenes
from tests.commands.scene import PREPARER, REVIEWER1, SUBDISTRICT, Scene, content

S = ProjectState


def stood(scene: Scene, no: ProjectNo, day: int) -> Project | None:
    """Give a project as it stood on a day of January 2024."""
    with scene.fund.reading() as books:
        return projects.project(books, no, date(2024, 1, day))


def mended(scene: Scene) -> ProjectNo:
    """Draft on the 8th, sign on the 9th, return on the 10th, mend on the 12th."""
    no = scene.drafted(content("旧题", 900))
    scene.wait(1)
    applications.submit_application(scene.desk(PREPARER), no)
    applications.sign_application(scene.desk(scenes.HEAD), no)
    scene.wait(1)
    reviews.return_application(scene.desk(SUBDISTRICT), no, "请补。", date(2024, 1, 20))
    scene.wait(2)
    applications.revise_application(scene.desk(PREPARER), no, content("新题", 800))
    applications.resubmit_application(scene.desk(PREPARER), no)
    return no


def test_a_project_stood_where_its_steps_had_led(scene: Scene) -> None:
    no = mended(scene)
    was = {day: stood(scene, no, day) for day in range(7, 14)}
    assert was[7] is None
    expected = [
        (day, then.state, then.title, then.version)
        for day, then in was.items()
        if then is not None
    ]
    assert expected == [
        (8, S.DRAFT, "旧题", 1),
        (9, S.SUBDISTRICT_REVIEW, "旧题", 1),
        (10, S.RETURNED, "旧题", 1),
        (11, S.RETURNED, "旧题", 1),
        (12, S.SUBDISTRICT_REVIEW, "新题", 2),
        (13, S.SUBDISTRICT_REVIEW, "新题", 2),
    ]


def test_what_was_returned_is_known_from_the_day_it_was(scene: Scene) -> None:
    no = mended(scene)
    before, on_the_day = stood(scene, no, 9), stood(scene, no, 10)
    assert before is not None
    assert on_the_day is not None
    assert (before.returned_from, before.due_on) == (None, None)
    assert on_the_day.returned_from is S.SUBDISTRICT_REVIEW
    assert on_the_day.due_on == date(2024, 1, 20)


def test_today_is_the_same_by_steps_and_by_the_row(scene: Scene) -> None:
    mended(scene)
    scene.active()
    scene.recommended(content("另一个", 700))
    with scene.fund.reading() as books:
        now = projects.projects(books)
        then = projects.projects(books, as_of=scene.today)
    assert now == then
    assert [project.no for project in now] == [1, 2, 3]


def test_projects_are_found_by_state_place_and_text(scene: Scene) -> None:
    scene.drafted(content("百姓 Stage", 500))
    scene.signed(content("楼道灯", 500))
    given = {
        ProjectFilter(states=frozenset({S.DRAFT})): [1],
        ProjectFilter(states=frozenset({S.DRAFT, S.SUBDISTRICT_REVIEW})): [1, 2],
        ProjectFilter(text="stage"): [1],
        ProjectFilter(text="2024-1-02"): [2],
        ProjectFilter(text="%"): [],
        ProjectFilter(community=CommunityKey("jia-1")): [1, 2],
        ProjectFilter(community=CommunityKey("jia-2")): [],
        ProjectFilter(subdistrict=SubdistrictKey("jia"), category="邻里互助"): [1, 2],
        ProjectFilter(category="平安建设"): [],
    }
    with scene.fund.reading() as books:
        for wanted, numbers in given.items():
            for day in (None, scene.today):
                listed = projects.projects(books, wanted, as_of=day)
                assert [each.no for each in listed] == numbers


def test_projects_are_paged_by_number(scene: Scene) -> None:
    for title in "甲乙丙":
        scene.drafted(content(title, 500))
    with scene.fund.reading() as books:
        first = projects.projects(books, limit=2)
        rest = projects.projects(books, after=first[-1].no, limit=2)
    assert [each.title for each in first + rest] == ["甲", "乙", "丙"]


def test_signatures_count_since_the_project_came_to_its_state(scene: Scene) -> None:
    no = scene.on_notice()
    applications.withdraw_application(scene.desk(PREPARER), no)
    with scene.fund.reading() as books:
        signed = projects.signed(books, no, Action.PROJECT_WITHDRAW)
        none = projects.signed(books, no, Action.PROJECT_CANCEL)
    assert signed == {"preparer"}
    assert none == frozenset()


def test_the_books_of_an_earlier_record_tell_the_same(scene: Scene) -> None:
    no = mended(scene)
    with scene.fund.reading() as books:
        now = projects.projects(books)
        head = books.head.seq
    reviews.recommend_application(scene.desk(SUBDISTRICT), no, "同意上报。")
    scene.agree(no, REVIEWER1)
    with scene.fund.reading(at=head) as books:
        assert projects.projects(books) == now
        assert projects.projects(books, as_of=scene.today) == now
