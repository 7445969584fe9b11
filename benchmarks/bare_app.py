"""The bare lower bound: FastAPI, SQLAlchemy and Jinja2 answering one page, and nothing else."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import DictLoader, Environment
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select

metadata = MetaData()
people = Table("people", metadata, Column("id", Integer, primary_key=True), Column("name", String))
pages = Environment(loader=DictLoader({"page": "<h1>Hello {{ names|length }}</h1>"}), autoescape=True)


def create_app(url: str) -> FastAPI:
    """One page that reads one table and renders one template."""
    engine = create_engine(url)
    metadata.create_all(engine)
    app = FastAPI()

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        with engine.connect() as connection:
            names = [row.name for row in connection.execute(select(people.c.name))]
        return pages.get_template("page").render(names=names)

    return app


if __name__ == "__main__":
    port, url = int(sys.argv[1]), sys.argv[2]
    uvicorn.run(create_app(url), host="127.0.0.1", port=port, log_level="warning")
