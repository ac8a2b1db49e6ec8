"""All conversations as a mapping that holds few of them in memory at a time."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa

from kbgen.models import Conversation
from kbgen.store import schema

_HELD = 20_000


class Archive(Mapping[str, Conversation]):
    """The stored conversations by id, in order of `opened_at`; the ones used last are kept in memory.

    A miner goes through a log in order, and then topic by topic, so that single look-ups are many: they go to the driver
    itself, which takes a tenth of the time.
    """

    def __init__(
        self,
        engine: sa.Engine,
        decode: Callable[[bytes, type[Conversation]], Conversation],
        explain: Callable[[BaseException], None],
        held: int = _HELD,
    ) -> None:
        self._engine, self._decode, self._explain, self._most = engine, decode, explain, held
        self._connection = engine.raw_connection()
        self._cursor = self._connection.cursor()
        self._held: OrderedDict[str, Conversation] = OrderedDict()
        self._query = str(
            sa.select(schema.conversations.c.body)
            .where(schema.conversations.c.id == sa.bindparam("id"))
            .compile(dialect=engine.dialect)
        )

    def __getitem__(self, name: str) -> Conversation:
        held = self._held.get(name)
        if held is not None:
            self._held.move_to_end(name)
            return held
        try:
            row = self._cursor.execute(self._query, (name,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._explain(error)
            raise
        if row is None:
            raise KeyError(name)
        return self._kept(name, self._decode(row[0], Conversation))

    def __iter__(self) -> Iterator[str]:
        with self._engine.connect() as db:
            order = (schema.conversations.c.opened_at, schema.conversations.c.id)
            names = db.execute(sa.select(schema.conversations.c.id).order_by(*order)).scalars().all()
        yield from names

    def __len__(self) -> int:
        with self._engine.connect() as db:
            return int(db.execute(sa.select(sa.func.count()).select_from(schema.conversations)).scalar_one())

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _kept(self, name: str, conversation: Conversation) -> Conversation:
        self._held[name] = conversation
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return conversation
