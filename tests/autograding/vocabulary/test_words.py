"""The two tables of sentences, and the names that test cells import."""

import inspect
import re
import string
import subprocess
import sys
import unicodedata
from pathlib import Path

import lopso_autograding
import pytest
from lopso_autograding import en, vi
from lopso_autograding.expectations.words_en import ENGLISH
from lopso_autograding.expectations.words_vi import VIETNAMESE

PACKAGE = Path(lopso_autograding.__file__).parent


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences():
    assert VIETNAMESE.keys() == ENGLISH.keys()


@pytest.mark.parametrize("key", VIETNAMESE)
def test_a_sentence_has_the_same_placeholders_in_both_languages(key):
    assert placeholders(VIETNAMESE[key]) == placeholders(ENGLISH[key])


def test_both_languages_export_the_same_names():
    assert vi.__all__ == en.__all__
    assert all(hasattr(module, name) for module in (vi, en) for name in module.__all__)


@pytest.mark.parametrize("name", vi.__all__)
def test_every_word_is_described_and_has_the_same_signature_in_both_languages(name):
    assert inspect.getdoc(getattr(vi, name))
    assert inspect.signature(getattr(vi, name)) == inspect.signature(getattr(en, name))


def test_every_sentence_is_used_somewhere():
    files = [PACKAGE / "friendly.py", *(PACKAGE / "expectations").glob("[!w]*.py")]
    code = "".join(path.read_text() for path in files)
    composed = re.compile(r"^(error_|place_|opaque_|not_satisfied)")
    unused = [key for key in VIETNAMESE if f'"{key}"' not in code and not composed.match(key)]
    assert unused == []
    clauses = [key.removeprefix("error_") for key in VIETNAMESE if key.startswith("error_")]
    assert [key for key in clauses if f'"{key}"' not in code and f'"error_{key}"' not in code] == []


def test_vietnamese_is_nfc_and_spelt_as_in_the_school_programme():
    text = " ".join(VIETNAMESE.values())
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"\b(kỹ|lý|kỳ|mỹ|hy vọng|ký tự)\b", text)


def test_say_gives_the_text_of_the_language():
    assert vi.say("một", "one") == "một"
    assert en.say("một", "one") == "one"


def test_nothing_but_the_standard_library_is_imported():
    code = (
        "import sys; before = set(sys.modules)\n"
        "import lopso_autograding.vi, lopso_autograding.en\n"
        "roots = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(roots - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['lopso_autograding']"
