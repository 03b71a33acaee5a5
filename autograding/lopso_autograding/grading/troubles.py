"""What goes wrong with a gradebook or a disk, as one sentence for the trainer."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from lopso_kernels import TemplateError
from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from lopso_autograding.grading.course import Course, CourseError

_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)
_DISK = re.compile(rf"\[Errno ({'|'.join(map(str, _NUMBERS))})\]")


@contextmanager
def one_sentence(course: Course, assignment: str) -> Iterator[None]:
    """Work with a course's gradebook, in which whatever goes wrong becomes a `CourseError`.

    Raises:
        CourseError: The gradebook does not know the assignment, cannot be reached, is damaged or
            full, or its driver is missing.
    """
    try:
        yield
    except MissingEntry:
        raise CourseError(
            f"The gradebook does not know {assignment}: run nbgrader generate_assignment first.",
            f"Sổ điểm chưa có bài {assignment}: hãy chạy nbgrader generate_assignment trước.",
        ) from None
    except SQLAlchemyError as error:
        said = first_line(error)
        raise CourseError(
            f"The gradebook {course.gradebook} cannot be used: {said}. What was graded before is"
            " kept; mend this and run the same command again.",
            f"Không dùng được sổ điểm {course.gradebook}: {said}. Những bài đã chấm vẫn còn nguyên;"
            " hãy sửa chỗ này rồi chạy lại lệnh vừa rồi.",
        ) from error
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook {course.gradebook} needs {error.name}: install lopso[postgresql] and "
            "begin its address with postgresql+psycopg://.",
            f"Sổ điểm {course.gradebook} cần {error.name}: hãy cài lopso[postgresql] và viết địa "
            "chỉ bắt đầu bằng postgresql+psycopg://.",
        ) from error


def is_of_the_disk(error: BaseException) -> bool:
    """Whether an error comes from a disk that is full, read-only or broken, not from what is read.

    Errors of many files at once have no number, only a text with the numbers of each.
    """
    return isinstance(error, OSError) and bool(_DISK.search(str(error)))


def cannot_store(student: str, error: OSError) -> CourseError:
    """The sentence for a submission whose graded files find no place."""
    reasons = error.args[0] if error.args and isinstance(error.args[0], list) else [[error]]
    said = str(reasons[0][-1]).rstrip(".")
    return CourseError(
        f"The graded submission of {student} cannot be stored: {said}. What was graded before is "
        "kept; make room and run the same command again.",
        f"Không lưu được bài đã chấm của {student}: {said}. Những bài đã chấm vẫn còn nguyên; hãy "
        "dọn chỗ rồi chạy lại lệnh vừa rồi.",
    )


def cannot_go_on(error: TemplateError) -> CourseError:
    """The sentence for a template that ended, or that cannot be started again."""
    said = first_line(error)
    return CourseError(
        f"Grading had to stop: {said}. What was graded before is kept; run the same command again, "
        "and lopso doctor if it stops again.",
        f"Phải dừng chấm: {said}. Những bài đã chấm vẫn còn nguyên; hãy chạy lại lệnh vừa rồi, và "
        "chạy lopso doctor nếu nó lại dừng.",
    )


def first_line(error: BaseException) -> str:
    """The first line of what an error says, without the database driver's name."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0].rstrip(".")
