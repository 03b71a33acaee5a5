"""The exchange's tables: bundles (releases, submissions, feedback) and the files in them."""

from sqlalchemy import Engine, ForeignKey, String, UniqueConstraint, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

RELEASE, SUBMISSION, FEEDBACK = "release", "submission", "feedback"


class Base(DeclarativeBase):
    """All tables of the exchange."""


class Bundle(Base):
    """Files that belong together.

    A release has no student and no timestamp; feedback has those of its submission. ``hidden``
    is a submission that its student took off their own list; the course still has it.
    """

    __tablename__ = "bundles"
    __table_args__ = (UniqueConstraint("kind", "course", "assignment", "student", "timestamp"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    course: Mapped[str] = mapped_column(String(255), index=True)
    assignment: Mapped[str] = mapped_column(String(255))
    student: Mapped[str] = mapped_column(String(255), default="")
    timestamp: Mapped[str] = mapped_column(String(40), default="")
    made_at: Mapped[str] = mapped_column(String(40))
    made_by: Mapped[str] = mapped_column(String(255))
    hidden: Mapped[bool] = mapped_column(default=False)
    files: Mapped[list["StoredFile"]] = relationship(
        cascade="all, delete-orphan", order_by="StoredFile.path", lazy="selectin"
    )


class StoredFile(Base):
    """A file of a bundle; its content is the blob ``sha256``."""

    __tablename__ = "files"

    bundle_id: Mapped[str] = mapped_column(ForeignKey("bundles.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(1000), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]


def open_database(url: str) -> Engine:
    """The database at ``url`` with its tables; a commit returns when it is on disk."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _be_durable(connection: object, _record: object) -> None:
            cursor = connection.cursor()  # type: ignore[attr-defined] (any DB-API connection)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    Base.metadata.create_all(engine)
    return engine
