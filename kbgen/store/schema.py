"""The tables of the database, and how a connection to it is set up."""

from typing import Any

import sqlalchemy as sa

SCHEMA = 1
META = sa.MetaData()

conversations = sa.Table(
    "conversations",
    META,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("opened_at", sa.Text, index=True),
    sa.Column("seen", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
marks = sa.Table(
    "marks",
    META,
    sa.Column("mark", sa.LargeBinary, primary_key=True),
    sa.Column("counts", sa.LargeBinary, nullable=False),
)
looked = sa.Table(
    "looked",
    META,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seen", sa.Text, nullable=False),
)
topics = sa.Table(
    "topics",
    META,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
questions = sa.Table(
    "questions",
    META,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("message", sa.Integer, primary_key=True),
    sa.Column("topic", sa.Text, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
facts = sa.Table(
    "facts",
    META,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
drafts = sa.Table(
    "drafts",
    META,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("proposed", sa.Text, nullable=False),
    sa.Column("evidence", sa.LargeBinary, nullable=False),
)
notices = sa.Table(
    "notices", META, sa.Column("id", sa.Text, primary_key=True), sa.Column("body", sa.LargeBinary, nullable=False)
)
decisions = sa.Table(
    "decisions",
    META,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)
votes = sa.Table(
    "votes",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("comment", sa.Text),
    sa.Column("visitor", sa.Text),
    sa.UniqueConstraint("page", "visitor"),
)
searches = sa.Table(
    "searches",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("results", sa.Integer, nullable=False),
    sa.Column("clicked", sa.Text),
)
links = sa.Table(
    "links",
    META,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("conversation", sa.Text),
)


def prepare(connection: Any, _: Any) -> None:
    """Set up a new connection: durable commits, readers that do not wait for writers."""
    # SQLAlchemy begins transactions itself (BEGIN IMMEDIATE), so the driver must not.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: sa.Connection) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that it never fails half way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
