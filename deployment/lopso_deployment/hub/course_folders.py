"""The nbgrader course folders of a Hub: one for each course and language.

A course folder belongs to its course: it is filled by a process of that course's own, which gets
the lessons on its standard input, so that a privileged Hub never writes where others may have put
a link.
"""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

from lopso_autograding.marking.settings import (
    EXPORTER,
    FILTERS,
    GRADER,
    GRADER_HOOK,
    PREPROCESSORS,
)

from lopso_deployment.hub.confinement import Confinement
from lopso_deployment.hub.site import Course, Folders

_NBGRADER = '''"""Written by lopso: this folder is the nbgrader course {course_id}."""

c = get_config()  # noqa: F821 (traitlets puts it there)
c.CourseDirectory.course_id = {course_id!r}
c.CourseDirectory.root = {root!r}
c.Authenticator.plugin_class = "nbgrader.auth.JupyterHubAuthPlugin"
c.Autograde.exporter_class = {grader!r}
c.Autograde.pre_convert_hook = {hook!r}
c.HTMLExporter.filters = {filters!r}
c.GenerateFeedback.exporter_class = {exporter!r}
c.GenerateFeedback.preprocessors = {preprocessors!r}
'''

_UNPACK = (
    "import sys, tarfile\n"
    "with tarfile.open(fileobj=sys.stdin.buffer, mode='r|') as archive:\n"
    "    archive.extractall('.', filter='data')\n"
)


def write_course(confinement: Confinement, course: Course) -> Path:
    """Make or refresh the folder of ``course`` and return it.

    What trainers made there (submissions, marks, assignments of their own) stays.

    Raises:
        OSError: when the course's folder cannot be written.
    """
    folder = Folders(confinement.home).course(course.course_id)
    confinement.give(course.course_id, folder)
    command = (
        *confinement.prefix(course.course_id, folder),
        *(sys.executable, "-I", "-c", _UNPACK),
    )
    done = subprocess.run(
        command, input=_contents(course, folder), capture_output=True, check=False
    )
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise OSError(f"{folder} could not be written: {' '.join(reason)}")
    return folder


def _contents(course: Course, folder: Path) -> bytes:
    """A tar archive of the course's settings and lessons."""
    settings = _NBGRADER.format(
        course_id=course.course_id,
        root=str(folder),
        grader=GRADER,
        hook=GRADER_HOOK,
        filters=FILTERS,
        exporter=EXPORTER,
        preprocessors=PREPROCESSORS,
    ).encode()
    built = course.source.with_name("nbgrader_config.py") if course.source else None
    if built and built.exists():  # the stubs in the course's language
        settings += b"\n" + built.read_bytes()
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        entry = tarfile.TarInfo("nbgrader_config.py")
        entry.size, entry.mode = len(settings), 0o600
        archive.addfile(entry, io.BytesIO(settings))
        entry = tarfile.TarInfo("source")
        entry.type, entry.mode = tarfile.DIRTYPE, 0o700
        archive.addfile(entry)
        if course.source is not None:
            archive.add(course.source, "source")
    return stream.getvalue()
