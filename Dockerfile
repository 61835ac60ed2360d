# The application and its migrations: `serve` and `migrate` are commands of one image.

FROM python:3.11-slim AS built

RUN python -m venv /venv
WORKDIR /build
COPY pyproject.toml constraints.txt ./
# Only what the application needs to run. It is not installed itself: it runs from its folder,
# where it finds db/.
RUN python -c "import tomllib; \
    project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
    print(*project['dependencies'], sep='\n')" > requirements.txt \
    && /venv/bin/pip install --no-cache-dir --constraint constraints.txt --requirement requirements.txt


FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /holdfast --shell /usr/sbin/nologin holdfast
WORKDIR /holdfast
COPY --from=built /venv /venv
COPY deploy/psqlrc deploy/psqlrc
COPY db db
COPY app app
RUN /venv/bin/python -m compileall -q app

# yoyo asks for the user's name; without one it would look it up, and there may be none.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 USER=holdfast HOLDFAST_HOST=0.0.0.0
USER 10001
EXPOSE 8000
ENTRYPOINT ["python", "-m", "app"]
CMD ["serve"]
