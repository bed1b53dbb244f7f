# The portal as one image: web, worker, beat and the commands. docker-compose.yml puts the parts together.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-liberation \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portal \
    && install --directory --owner portal --mode 0700 /var/lib/kontum-portal

WORKDIR /srv/portal
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt

COPY . .
RUN PORTAL_VAR=/tmp/build python manage.py compile_words && rm -rf /tmp/build

ENV PORTAL_VAR=/var/lib/kontum-portal \
    PORTAL_BIND=0.0.0.0 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER portal
VOLUME /var/lib/kontum-portal
EXPOSE 8000

# One process of the Procfile: docker run … web | worker | beat; anything else is a management command.
ENTRYPOINT ["/srv/portal/kontum_portal/embedded/container-entry"]
CMD ["web"]
