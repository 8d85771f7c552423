import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kg_builder.articles.paths import find_files

SUFFIXES = (".txt", ".md")


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"Text of {name}.")


def ids(*paths: Path | str) -> list[str]:
    return [
        getattr(one, "id", None) or f"{Path(one.path).name}: {one.reason}"
        for one in find_files([*map(str, paths)], SUFFIXES)
    ]


def test_folders_are_read_recursively_in_order_and_without_what_is_no_article(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.TXT", "z/c.md", "z/y/d.txt", "k/e.txt", ".git/f.txt", ".g.txt", "README.md", "h.png")
    assert ids(tmp_path) == ["a.TXT", "b.txt", "e.txt", "c.md", "d.txt"]


def test_a_readme_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    assert ids(tmp_path / "README.md") == ["README.md"]


def test_names_that_clash_become_paths(tmp_path: Path) -> None:
    write(tmp_path, "one/a/x.txt", "one/b/x.txt", "one/b/y.txt", "two/a/x.txt")
    assert ids(tmp_path / "one") == ["a/x.txt", "b/x.txt", "y.txt"]
    whole = [str(tmp_path / "one/a/x.txt"), "b/x.txt", "y.txt", str(tmp_path / "two/a/x.txt")]
    assert ids(tmp_path / "one", tmp_path / "two") == whole


def test_no_file_is_read_twice(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "link.txt").symlink_to("a.txt")
    assert ids(tmp_path / "b.txt", tmp_path, tmp_path / "*.txt", tmp_path / "a.txt") == ["b.txt", "a.txt"]


def test_links_may_run_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "a/x.txt")
    (tmp_path / "a/up").symlink_to("..")
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    assert ids(tmp_path) == [
        "one.txt: too many levels of symbolic links",
        "two.txt: too many levels of symbolic links",
        "x.txt",
    ]


def test_special_files_are_named_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    write(tmp_path, "good.txt", "dir.txt/inner.txt")
    os.mkfifo("fifo.txt")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert ids(tmp_path) == [
            "dangling.txt: no such file or directory",
            "fifo.txt: not a regular file but a named pipe",
            "good.txt",
            "socket.txt: not a regular file but a socket",
            "inner.txt",
        ]
    assert ids("/dev/null") == ["null: not a regular file but a device"]


def test_patterns(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt", "b/d.png", "e[1].txt")
    assert ids(tmp_path / "*.txt") == ["a.txt", "e[1].txt"]
    assert ids(tmp_path / "**/*.txt") == ["a.txt", "c.txt", "e[1].txt"]
    assert ids(tmp_path / "e[1].txt") == ["e[1].txt"]
    assert ids(tmp_path / "*") == ["a.txt", "c.txt", "e[1].txt"]
    assert ids(tmp_path / "*.html") == ["*.html: no file matches this pattern"]


def test_what_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert ids(tmp_path / "empty", tmp_path / "missing.txt", "bad\0name") == [
        "empty: no articles in this folder (.txt, .md)",
        "missing.txt: no such file or directory",
        "bad\0name: embedded null byte",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_closed_files_and_folders(tmp_path: Path, reading: Callable) -> None:
    write(tmp_path, "closed.txt", "shut/a.txt", "open.txt")
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    articles, faults = reading(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert list(articles) == ["open.txt"]
    assert faults == ["closed.txt: permission denied", "shut: permission denied"]


def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path, reading: Callable) -> None:
    path = os.fsencode(tmp_path) + b"/br\xfcssel.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"Text.")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    articles, faults = reading(tmp_path)
    assert list(articles) == ["br\ufffdssel.txt"]
    assert faults == []
