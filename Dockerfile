# Two stages: what builds stays behind, what runs is small and owns none of its own files.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/careshare
ENV PATH=/opt/careshare/bin:$PATH
WORKDIR /srv/careshare
COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock
COPY . .
# The key is for this step only: collecting files signs nothing.
RUN python scripts/compile_messages.py \
 && SECRET_KEY=only-while-building python manage.py collectstatic --noinput \
 && python -m compileall -q careshare volunteers coordination

FROM python:3.11-slim-bookworm
ENV PATH=/opt/careshare/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin careshare
COPY --from=build /opt/careshare /opt/careshare
COPY --from=build /srv/careshare /srv/careshare
WORKDIR /srv/careshare
USER careshare
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "scripts/healthy.py"]
CMD ["gunicorn", "careshare.wsgi", "--threads", "4", "--no-control-socket"]
