"""Write the codebook `data/README.md` from the contract, so that the two cannot differ."""

from helpers import contract


def codebook(package: dict) -> str:
    """Return the codebook of a data package as Markdown."""
    resources = package["resources"]
    overview = [
        "| table | what it holds | rows | key |",
        "|---|---|---:|---|",
        *(
            f"| [{r['name']}](#{r['name']}) | {_flat(r['title'])} | {contract.row_count(r):,} | {_key(r)} |"
            for r in resources
        ),
    ]
    parts = [
        f"# {package['title']}: codebook",
        "Generated from `datapackage.json` by `python -m helpers codebook`; do not edit.",
        package["description"],
        f"Data version {package['version']}. Licences and terms: [LICENSE.md](LICENSE.md).",
        "## Tables",
        "\n".join(overview),
        *(_table(r) for r in resources),
    ]
    return "\n\n".join(parts) + "\n"


def write() -> bool:
    """Bring `data/README.md` up to date; return whether it changed."""
    path = contract.published() / "README.md"
    new = codebook(contract.package())
    if path.is_file() and path.read_text("utf-8") == new:
        return False
    contract.replace_text(path, new)
    return True


def _key(resource: dict) -> str:
    key = resource["schema"].get("primaryKey", [])
    return ", ".join([key] if isinstance(key, str) else key)


def _table(resource: dict) -> str:
    lines = [
        f"## {resource['name']}",
        resource["description"],
        f"File `{resource['path']}`, {contract.row_count(resource):,} rows, `{resource['hash']}`.",
    ]
    fields = ["| column | type | what it holds | allowed |", "|---|---|---|---|"]
    fields += [
        f"| {f['name']} | {f['type']} | {_flat(f.get('description', ''))} | {_flat(contract.expectation(f))} |"
        for f in resource["schema"]["fields"]
    ]
    foreign = [
        f"- {_names(k['fields'])} → {k['reference']['resource'] or resource['name']}.{_names(k['reference']['fields'])}"
        for k in resource["schema"].get("foreignKeys", [])
    ]
    sources = ["- " + _source(s) for s in resource.get("sources", [])]
    lines.append("\n".join(fields))
    lines += ["Known gaps: " + resource["gaps"]] if resource.get("gaps") else []
    lines += ["Refers to:\n\n" + "\n".join(foreign)] if foreign else []
    lines += ["Sources:\n\n" + "\n".join(sources)] if sources else []
    return "\n\n".join(lines)


def _source(source: dict) -> str:
    return f"{source['title']}" + (f" ({source['path']})" if source.get("path") else "")


def _names(fields) -> str:
    return fields if isinstance(fields, str) else ", ".join(fields)


def _flat(text: str) -> str:
    """A table cell in Markdown holds neither line breaks nor bars."""
    return " ".join(text.split()).replace("|", "\\|")
