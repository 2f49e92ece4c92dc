"""What runs in production, said once: `make stack` starts it, docker-compose.yml repeats it.

A test compares the two. PORT tells gunicorn where to listen and WEB_CONCURRENCY how many workers it
has, so that the commands are the same everywhere. No access log: addresses carry tokens, and whose
request it was is personal (the application logs what operations need).
"""

# A step that must have ended well before any process starts.
MIGRATE = "python manage.py migrate --noinput"

PROCESSES = {
    "web": "gunicorn careshare.wsgi --threads 4 --no-control-socket",
    "worker": "celery -A careshare.celery worker --concurrency 2 --without-gossip --without-mingle",
    # The schedule is code and its state is rows, so beat keeps nothing on disk.
    "beat": "celery -A careshare.celery beat --scheduler celery.beat:Scheduler --pidfile=",
}
