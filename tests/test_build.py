"""The main job, end to end, on the examples and on bad input."""

import json
import shutil
from pathlib import Path

from click.testing import CliRunner

from kg_builder import jsonl
from kg_builder.cli import main
from kg_builder.vocabulary import statement_types
from tests.conftest import EXAMPLES, Built

FILES = ("statements.jsonl", "actors.jsonl", "articles.jsonl", "graph.ttl", "graph.html")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_examples_build(built: Built) -> None:
    assert built.code == 0
    assert not built.errors
    assert "Articles: 6 (6 read, 0 unchanged)" in built.printed
    for name in FILES:
        assert (built.out / name).stat().st_size > 1000


def test_what_is_built_is_valid(built: Built) -> None:
    code, printed, _ = run("validate", built.out / "store")
    assert (code, printed) == (0, "valid\n")


def test_every_offset_points_at_its_words(built: Built) -> None:
    texts = {r["id"]: r["text"] for r in jsonl.read(built.out / "articles.jsonl")}
    statements = list(jsonl.read(built.out / "statements.jsonl"))
    for one in statements:
        text = texts[one["article"]]
        assert 0 <= one["evidence"]["start"] < one["evidence"]["end"] <= len(text)
        topic = one["topic"]
        if topic:
            assert text[topic["start"] : topic["end"]] == topic["text"]
        assert text[one["cue"]["start"] : one["cue"]["end"]].split()[0] == one["cue"]["text"].split()[0]
        for start, end in one.get("quote", []):
            assert 0 <= start < end <= len(text)
    assert len({s["id"] for s in statements}) == len(statements)


def test_types_are_those_of_the_ontology(built: Built) -> None:
    types = statement_types()
    for one in jsonl.read(built.out / "statements.jsonl"):
        if one["kind"] != "office":
            assert one["type"] in types
            assert one["plover"] == types[one["type"]].plover


def test_what_is_reported_names_what_reports_it(built: Built) -> None:
    statements = list(jsonl.read(built.out / "statements.jsonl"))
    ids = {s["id"] for s in statements}
    within = [s["within"] for s in statements if s["within"]]
    assert within
    assert set(within) <= ids


def test_a_second_build_reads_nothing_and_writes_the_same(built: Built, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(built.out, again)
    code, printed, _ = run("build", EXAMPLES, "-o", again)
    assert code == 0
    assert "(0 read, 6 unchanged)" in printed
    for name in FILES:
        assert (again / name).read_bytes() == (built.out / name).read_bytes()


def test_order_and_company_of_articles_change_nothing(built: Built, tmp_path: Path) -> None:
    names = sorted(p.name for p in EXAMPLES.glob("*.de.txt"))
    for name in reversed(names):
        assert run("build", EXAMPLES / name, "-o", tmp_path)[0] == 0
    alone = {s["id"]: s for s in jsonl.read(tmp_path / "statements.jsonl")}
    together = {s["id"]: s for s in jsonl.read(built.out / "statements.jsonl") if s["article"] in names}
    assert alone == together


UNKNOWN = {
    "a.txt": "Der türkische Anwalt Kerem Yildizhan warf der Türkei Folter vor. Die Stiftung Grünes Licht lobt ihn.",
    "b.txt": "Ghana verurteilte den Putsch. Kerem Yildizhan, Minister in Ghana, warnte Mali vor Krieg.",
    "c.txt": "Die Stiftung Grünes Licht forderte die Türkei auf, den Anwalt Kerem Yildizhan freizulassen.",
}
"""Texts that share people and organisations that no list knows, one name being two people's."""


def test_unknown_actors_do_not_depend_on_the_order_of_articles(tmp_path: Path) -> None:
    written = []
    for name, order in (("once", sorted(UNKNOWN)), ("again", sorted(UNKNOWN, reverse=True))):
        for number, text in enumerate(order):
            folder = tmp_path / name / str(number)
            folder.mkdir(parents=True)
            (folder / text).write_text(UNKNOWN[text], encoding="utf-8")
            assert run("build", folder, "-o", tmp_path / name / "out")[0] == 0
        out = tmp_path / name / "out"
        written.append([(out / file).read_bytes() for file in ("actors.jsonl", "statements.jsonl")])
    together = tmp_path / "together"
    together.mkdir()
    for text in UNKNOWN:
        (together / text).write_text(UNKNOWN[text], encoding="utf-8")
    assert run("build", together, "-o", tmp_path / "out")[0] == 0
    written.append([(tmp_path / "out" / file).read_bytes() for file in ("actors.jsonl", "statements.jsonl")])
    assert written[0] == written[1] == written[2]
    lawyers = [one for one in jsonl.read(tmp_path / "out" / "actors.jsonl") if "Yildizhan" in one["label"]]
    assert len({one["id"] for one in lawyers}) == 2


def test_bad_files_are_named_and_cost_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "Deutschland warnte Russland am Montag vor einem Angriff auf die Ukraine.", encoding="utf-8"
    )
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02 text")
    (folder / "latin.txt").write_bytes("Die Türkei warnte Griechenland.".encode("latin-1"))
    (folder / "unknown.txt").write_text("Питање је сложено и траје већ дуго у региону.", encoding="utf-8")
    code, printed, errors = run("build", folder, "-o", tmp_path / "out")
    assert code == 1
    assert "1 read" in printed
    for name in ("empty.txt", "binary.txt", "latin.txt", "unknown.txt"):
        assert name in errors
    (article,) = jsonl.read(tmp_path / "out" / "articles.jsonl")
    assert article["id"] == "good.txt"


def test_no_articles_is_said(tmp_path: Path) -> None:
    code, _, errors = run("build", tmp_path, "-o", tmp_path / "out")
    assert code == 2
    assert "No articles were read" in errors


def test_a_changed_article_replaces_its_statements(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Frankreich verurteilte am Dienstag den Angriff Russlands auf die Ukraine.", encoding="utf-8")
    run("build", path, "-o", tmp_path / "out")
    before = (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8")
    assert "France" in before
    path.write_text("Italien verurteilte am Dienstag den Angriff Russlands auf die Ukraine.", encoding="utf-8")
    run("build", path, "-o", tmp_path / "out")
    after = (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8")
    assert "Italy" in after
    assert "France" not in after


def test_nobody_is_told_what_he_says_himself(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(
        "„Wir werden das nicht hinnehmen“, sagte Regierungssprecher Steffen Seibert am Montag in Berlin. "
        "Die Bundesregierung werde mit den Partnern beraten, was nun zu tun sei.\n"
    )
    assert run("build", article, "-o", tmp_path / "out")[0] == 0
    lines = (tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    said = [one for one in map(json.loads, lines) if one["kind"] == "quotation"]
    assert [one["source"]["label"] for one in said if one["source"]][:1] == ["Steffen Seibert"]
    assert all(not one["target"] or one["target"]["id"] != one["source"]["id"] for one in said if one["source"])


def test_pruning_withdraws_what_is_gone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"China warnte Japan am Freitag vor Folgen. Datei {name}.", encoding="utf-8")
    run("build", tmp_path / "a.txt", tmp_path / "b.txt", "-o", tmp_path / "out")
    code, printed, _ = run("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--prune")
    assert code == 0
    assert "1 withdrawn" in printed
    assert [r["id"] for r in jsonl.read(tmp_path / "out" / "articles.jsonl")] == ["a.txt"]


def test_pruning_keeps_what_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    (tmp_path / "b.txt").write_text("China warnte Japan am Freitag vor Folgen.", encoding="utf-8")
    path.write_text("Frankreich verurteilte am Dienstag den Angriff Russlands.", encoding="utf-8")
    run("build", path, tmp_path / "b.txt", "-o", tmp_path / "out")
    path.write_bytes(b"\x00\x01")
    code, _, errors = run("build", path, tmp_path / "b.txt", "-o", tmp_path / "out", "--prune")
    assert code == 1
    assert "Nothing was withdrawn" in errors
    assert [r["id"] for r in jsonl.read(tmp_path / "out" / "articles.jsonl")] == ["a.txt", "b.txt"]


def test_explain_shows_the_sentence_and_the_reasons(built: Built) -> None:
    one = next(s for s in jsonl.read(built.out / "statements.jsonl") if s["kind"] == "stance")
    code, printed, _ = run("explain", one["id"], "--store", built.out / "store")
    assert code == 0
    assert "[" + one["cue"]["text"].split()[0] in printed
    assert f"confidence {one['confidence']:.2f}" in printed


def test_unknown_names_are_errors(built: Built) -> None:
    assert run("explain", "st-nothing", "--store", built.out / "store")[0] == 1
    assert run("actor", "Nobody At All", "--store", built.out / "store")[0] == 1
    assert run("stats", "--store", built.out / "nothing")[0] == 1


def test_an_actor_is_found_by_any_of_its_names(built: Built) -> None:
    for name in ("Russia", "Russland", "russia"):
        code, printed, _ = run("actor", name, "--store", built.out / "store")
        assert code == 0
        assert printed.startswith("Russia (state)")
