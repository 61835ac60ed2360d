"""Fill django-appointment's tables: one business like bench-1, and customers who are signed in.

Run with the environment of the server. Prints the customers' sessions, one a line.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import django
from django.core.management import call_command

django.setup()

from appointment.models import (  # noqa: E402 - needs setup
    Appointment,
    AppointmentRequest,
    Config,
    Service,
    StaffMember,
    WorkingHours,
)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

STAFF, DAYS, CUSTOMERS = 20, 30, 50

# A session remembers every booking made in it, so that nobody should make many.
SESSIONS = 2000

HALF_HOUR = timedelta(minutes=30)


def main() -> None:
    # Its wheel has no migrations; its documentation lets every project make them.
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, run_syncdb=True)
    Config.objects.create(
        slot_duration=15, lead_time=time(9), finish_time=time(17), appointment_buffer_time=0
    )
    service = Service.objects.create(name="Half an hour", duration=HALF_HOUR, price=45)
    customers = [user("customer", n) for n in range(CUSTOMERS)]
    for n in range(STAFF):
        staff = StaffMember.objects.create(user=user("staff", n))
        staff.services_offered.add(service)
        for weekday in range(7):
            WorkingHours.objects.create(
                staff_member=staff, day_of_week=weekday, start_time=time(9), end_time=time(17)
            )
        made = AppointmentRequest.objects.bulk_create(requests(service, staff))
        Appointment.objects.bulk_create(
            Appointment(
                client=random.choice(customers),
                appointment_request=each,
                id_request=each.id_request,
            )
            for each in made
        )
    for n in range(SESSIONS):
        print(session(customers[n % CUSTOMERS]))


def user(kind: str, n: int) -> User:
    """Somebody with an account."""
    name = f"{kind}{n}"
    return User.objects.create_user(name, f"{name}@bench.example", first_name=name.title())


def requests(service: Service, staff: StaffMember) -> Iterator[AppointmentRequest]:
    """About 70 % of somebody's next days."""
    for day in range(1, DAYS + 1):
        for half_hour in range(16):
            if random.random() < 0.7:
                starts = datetime.combine(date.today(), time(9)) + half_hour * HALF_HOUR
                yield AppointmentRequest(
                    date=date.today() + timedelta(days=day),
                    start_time=starts.time(),
                    end_time=(starts + HALF_HOUR).time(),
                    service=service,
                    staff_member=staff,
                    id_request=f"{staff.pk}-{day}-{half_hour}",
                )


def session(customer: User) -> str:
    """Sign a customer in; what the browser keeps of it."""
    store = SessionStore()
    store[SESSION_KEY] = str(customer.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = customer.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    main()
