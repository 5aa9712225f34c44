"""The deeds of projects, as the diary tells them: each takes one row."""

from datetime import date

from fundledger.commands import amendments, applications, notices, people, reviews
from fundledger.commands import projects as commands
from fundledger.commands.applications import Content, NewLine
from fundledger.demo.telling import Telling, amount_of, project_of
from fundledger.domain.ids import LineNo, ProjectNo
from fundledger.domain.money import from_fen
from fundledger.readers.demo import DecisionRow, DeedRow


def draft(telling: Telling, row: DeedRow) -> None:
    """Draft an application."""
    project = telling.projects[project_of(row)]
    no = applications.draft_project(
        telling.desk(row),
        community_key=project.community,
        round_key=project.round,
        category=project.category,
        content=_content(telling, project.no, 1),
        restricted=project.restricted_to is not None,
    )
    assert no == project.no, "projects are numbered as they were drafted"


def revise(telling: Telling, row: DeedRow) -> None:
    """Write the next version of an application."""
    content = _content(telling, project_of(row), int(row.ref))
    applications.revise_application(telling.desk(row), project_of(row), content)


def submit(telling: Telling, row: DeedRow) -> None:
    """Hand an application in."""
    applications.submit_application(telling.desk(row), project_of(row))


def sign(telling: Telling, row: DeedRow) -> None:
    """Sign for the community."""
    applications.sign_application(telling.desk(row), project_of(row))


def resubmit(telling: Telling, row: DeedRow) -> None:
    """Hand a mended application in again."""
    applications.resubmit_application(telling.desk(row), project_of(row))


def withdraw(telling: Telling, row: DeedRow) -> None:
    """Withdraw an application."""
    applications.withdraw_application(telling.desk(row), project_of(row), row.note)


def recommend(telling: Telling, row: DeedRow) -> None:
    """Recommend an application: for what it asks, unless decision 0 names less."""
    no = project_of(row)
    decided = {each.line: each.amount for each in telling.decisions.get((no, 0), [])}
    lines = telling.lines[no, telling.version[no]]
    total = sum((decided.get(each.line, each.requested) for each in lines), from_fen(0))
    reviews.recommend_application(telling.desk(row), no, row.note, total)


def return_(telling: Telling, row: DeedRow) -> None:
    """Return an application, to be mended until a day."""
    due_on = date.fromisoformat(row.ref)
    reviews.return_application(telling.desk(row), project_of(row), row.note, due_on)


def reject(telling: Telling, row: DeedRow) -> None:
    """Reject an application."""
    reviews.reject_application(telling.desk(row), project_of(row), row.note)


def review(telling: Telling, row: DeedRow) -> None:
    """Give a district reviewer's verdict."""
    agrees = row.ref == "agree"
    reviews.review_application(
        telling.desk(row), project_of(row), agrees=agrees, opinion=row.note
    )


def approve(telling: Telling, row: DeedRow) -> None:
    """Approve an application, line by line."""
    lines = {each.line: each.amount for each in _decision(telling, row)}
    reviews.approve_project(telling.desk(row), project_of(row), lines, row.note)


def object_to(telling: Telling, row: DeedRow) -> None:
    """Take down an objection raised on public notice."""
    no = project_of(row)
    telling.objection_no[no] = notices.raise_objection(telling.desk(row), no, row.note)


def dismiss(telling: Telling, row: DeedRow) -> None:
    """Dismiss an objection."""
    no = project_of(row)
    notices.dismiss_objection(telling.desk(row), no, telling.objection_no[no], row.note)


def uphold(telling: Telling, row: DeedRow) -> None:
    """Uphold an objection."""
    no = project_of(row)
    notices.uphold_objection(telling.desk(row), no, telling.objection_no[no], row.note)


def establish(telling: Telling, row: DeedRow) -> None:
    """Establish a project whose notice is over."""
    notices.establish_project(telling.desk(row), project_of(row), row.note)


def record_agreement(telling: Telling, row: DeedRow) -> None:
    """Record the agreement with the community."""
    commands.record_agreement(telling.desk(row), project_of(row), row.ref)


def activate(telling: Telling, row: DeedRow) -> None:
    """Let money flow."""
    commands.activate_project(telling.desk(row), project_of(row))


def supplement(telling: Telling, row: DeedRow) -> None:
    """Add to an approved line."""
    line, no = _only_line(telling, row), project_of(row)
    amendments.supplement_project(telling.desk(row), no, line, amount_of(row), row.note)


def cut(telling: Telling, row: DeedRow) -> None:
    """Take from an approved line."""
    line, no = _only_line(telling, row), project_of(row)
    amendments.cut_project(telling.desk(row), no, line, amount_of(row), row.note)


def suspend(telling: Telling, row: DeedRow) -> None:
    """Suspend a project."""
    commands.suspend_project(telling.desk(row), project_of(row), row.note)


def resume(telling: Telling, row: DeedRow) -> None:
    """Let a suspended project go on."""
    commands.resume_project(telling.desk(row), project_of(row), row.note)


def cancel(telling: Telling, row: DeedRow) -> None:
    """Sign that a project is cancelled."""
    commands.cancel_project(telling.desk(row), project_of(row), row.note)


def report(telling: Telling, row: DeedRow) -> None:
    """Hand in the final report."""
    commands.submit_final_report(telling.desk(row), project_of(row), row.note)


def begin_closing(telling: Telling, row: DeedRow) -> None:
    """Begin to close a project."""
    commands.begin_project_closing(telling.desk(row), project_of(row), row.note)


def refuse_report(telling: Telling, row: DeedRow) -> None:
    """Refuse the final report."""
    commands.refuse_final_report(telling.desk(row), project_of(row), row.note)


def close(telling: Telling, row: DeedRow) -> None:
    """Sign that a project is closed."""
    commands.close_project(telling.desk(row), project_of(row), row.note)


def reopen(telling: Telling, row: DeedRow) -> None:
    """Sign that a closed project is reopened."""
    commands.reopen_project(telling.desk(row), project_of(row), row.note)


def declare_interest(telling: Telling, row: DeedRow) -> None:
    """Declare an interest in a project 回避."""
    people.declare_interest(
        telling.desk(row), reason=row.note, project_no=project_of(row)
    )


def _content(telling: Telling, no: ProjectNo, version: int) -> Content:
    """Give what a version of an application says."""
    project = telling.projects[no]
    telling.version[no] = version
    return Content(
        title=project.title,
        purpose=project.purpose,
        starts_on=project.starts,
        ends_on=project.ends,
        lines=[
            NewLine(line.kind, line.description, line.requested)
            for line in telling.lines[no, version]
        ],
    )


def _decision(telling: Telling, row: DeedRow) -> list[DecisionRow]:
    return telling.decisions[project_of(row), int(row.ref)]


def _only_line(telling: Telling, row: DeedRow) -> LineNo:
    """Give the one line that a supplement or a cut is about."""
    (decision,) = _decision(telling, row)
    return decision.line
