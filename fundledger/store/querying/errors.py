"""What can be wrong with a query, each with its place in the text if there is one."""

from dataclasses import dataclass

from fundledger.errors import N_, InputError, StoreError


@dataclass(eq=False)
class QueryError(InputError):
    """A query that cannot be run; places count from 1."""

    line: int
    column: int
    message = N_("The query cannot be understood at line {line}, column {column}.")
    hint = N_("It is one SELECT. Views and columns: fundledger query --views")


@dataclass(eq=False)
class QueryReadError(QueryError):
    """The text is no SQL of this database."""

    near: str
    message = N_(
        "The query cannot be understood at line {line}, column {column}, near {near}."
    )


@dataclass(eq=False)
class QueryEndError(QueryError):
    """The text ends too early."""

    message = N_("The query ends too early, at line {line}, column {column}.")
    hint = N_("Something is still to come, or a quote or bracket is not closed.")


@dataclass(eq=False)
class QueryWritesError(QueryError):
    """The text would do something else than read."""

    word: str
    message = N_("A query only reads; {word} stands at line {line}, column {column}.")
    hint = N_(
        "It begins with SELECT, WITH or VALUES. Deeds are done with: fundledger do"
    )


@dataclass(eq=False)
class SecondStatementError(QueryError):
    """Something follows the first statement."""

    message = N_("A second statement begins at line {line}, column {column}.")
    hint = N_("Run one query at a time.")


@dataclass(eq=False)
class QueryFunctionError(QueryError):
    """A function that is not known to be harmless."""

    name: str
    known: str
    message = N_("A query may not call {name} (line {line}, column {column}).")
    hint = N_("It may call: {known}")


@dataclass(eq=False)
class QueryNameError(QueryError):
    """A table, view, column or function that is not there."""

    name: str
    message = N_(
        "There is no {name} for this query to read (line {line}, column {column})."
    )
    hint = N_("Views and columns: fundledger query --views")


@dataclass(eq=False)
class QueryAmbiguousError(QueryError):
    """A column that several views have."""

    name: str
    message = N_("{name} may be of several views (line {line}, column {column}).")
    hint = N_("Write the view's name before it, as in v_line.seq.")


@dataclass(eq=False)
class QueryRightError(QueryError):
    """Something that is not open to a reader."""

    name: str
    message = N_("{name} is not open to a query (line {line}, column {column}).")
    hint = N_("Views and columns: fundledger query --views")


@dataclass(eq=False)
class QueryTypesError(QueryError):
    """Two things that the database does not compare or compute with each other."""

    problem: str
    message = N_(
        "What stands at line {line}, column {column} is of another type than it must"
        " be ({problem})."
    )
    hint = N_("Days are texts, amounts whole 分. CAST(… AS TEXT) makes a text.")


@dataclass(eq=False)
class QueryGroupError(QueryError):
    """A sum, or a column beside it, where it cannot stand."""

    name: str
    message = N_("{name} cannot stand at line {line}, column {column}.")
    hint = N_("Beside a sum stand only columns that GROUP BY names.")


@dataclass(eq=False)
class QueryFailedError(QueryError):
    """Whatever else the database says of a query: its own words are all there is."""

    problem: str
    message = N_("The database does not run this query; it says: {problem}.")
    hint = N_("It is one SELECT. Views and columns: fundledger query --views")


@dataclass(eq=False)
class QueryValueError(InputError):
    """A value that cannot be computed: a division by zero, a number too large."""

    problem: str
    message = N_("A value of the query cannot be computed ({problem}).")
    hint = N_("NULLIF(x, 0) keeps from dividing by zero; CAST only what is a number.")


@dataclass(eq=False)
class QueryLongError(InputError):
    """The text of a query is longer than any that people write."""

    most: int
    message = N_("The query has more than {most} characters.")
    hint = N_("Put long lists of values into conditions, or ask in parts.")


@dataclass(eq=False)
class QueryTimeError(StoreError):
    """The query took too long and was stopped."""

    seconds: int
    message = N_("The query was stopped after {seconds} seconds.")
    hint = N_("Narrow it by fund, month or project, or allow more with --timeout.")


@dataclass(eq=False)
class QuerySizeError(StoreError):
    """The answer is larger than a query may give."""

    mebibytes: int
    message = N_("The answer has a row or is as a whole larger than {mebibytes} MiB.")
    hint = N_("Name fewer columns or fewer rows.")


@dataclass(eq=False)
class SameNameError(InputError):
    """Two columns of the answer are called the same."""

    name: str
    message = N_("Two columns of the query are called {name}.")
    hint = N_("Give one of them another name with AS.")


@dataclass(eq=False)
class ParameterMissingError(InputError):
    """The query names a value that nobody gives."""

    name: str
    message = N_("The query asks for :{name}, and nothing gives it.")
    hint = N_("Give it with --param {name}=VALUE.")


@dataclass(eq=False)
class ParameterUnusedError(InputError):
    """A value is given that the query does not name."""

    name: str
    message = N_("The query does not ask for :{name}.")
    hint = N_("Write :{name} where the value belongs, as in WHERE fund = :fund.")


@dataclass(eq=False)
class ReaderRightError(StoreError):
    """The database user may not take on the reader's role."""

    user: str
    message = N_("{user} may not read as fundledger_reader, as queries do.")
    hint = N_("An administrator grants it: GRANT fundledger_reader TO {user}")
