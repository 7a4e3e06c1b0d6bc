"""What the made-up customers and agents say, in four languages. `#` stands for an order's number."""

CUSTOMER = {
    "ru": (
        "Здравствуйте, заказ # не пришёл, хотя обещали вчера.",
        "Почему приложение опять не открывается после обновления?",
        "Спасибо, всё работает!",
        "Курьер приехал на два часа позже и даже не извинился.",
        "Подскажите, пожалуйста, как вернуть товар по заказу #?",
        "Третий раз пишу, ответа нет. Это безобразие.",
        "Деньги списали дважды, верните, пожалуйста.",
        "А когда снова будет скидка на доставку?",
    ),
    "uk": (
        "Добрий день, замовлення # досі не доставили.",
        "Чому не працює оплата карткою на сайті?",
        "Дякую, питання вирішено.",
        "Кур'єр загубив посилку, і ніхто нічого не пояснює.",
        "Підкажіть, як змінити адресу доставки для замовлення #?",
        "Чекаю на відповідь уже третій день!",
        "З мене двічі зняли гроші, поверніть, будь ласка.",
        "Чи є ця модель у магазині у Львові?",
    ),
    "pl": (
        "Dzień dobry, zamówienie # nadal nie dotarło.",
        "Dlaczego aplikacja ciągle się zawiesza po aktualizacji?",
        "Dziękuję, wszystko już działa.",
        "Kurier zgubił paczkę i nikt nie umie mi pomóc.",
        "Jak mogę zwrócić towar z zamówienia #?",
        "Piszę trzeci raz i wciąż cisza. To skandal.",
        "Pobraliście opłatę dwa razy, proszę o zwrot.",
        "Kiedy znowu będzie darmowa dostawa?",
    ),
    "en": (
        "Hi, my order # still has not arrived.",
        "Why does the app crash every time I open it?",
        "Thanks, that worked!",
        "The courier was two hours late and nobody told me.",
        "How do I return an item from order #?",
        "This is the third time I am writing. Is anybody there?",
        "I was charged twice, please refund one of them.",
        "Is this model in stock in your London shop?",
    ),
}
STAFF = {
    "ru": (
        "Здравствуйте! Уже проверяем заказ # и скоро вернёмся с ответом.",
        "Приносим извинения за задержку.",
        "Напишите нам, пожалуйста, в личные сообщения.",
        "Деньги вернутся на карту в течение трёх рабочих дней.",
        "Спасибо, что сообщили, передали коллегам.",
    ),
    "uk": (
        "Добрий день! Уже перевіряємо замовлення # і скоро повернемося з відповіддю.",
        "Перепрошуємо за затримку.",
        "Напишіть нам, будь ласка, у приватні повідомлення.",
        "Кошти повернуться на картку протягом трьох робочих днів.",
        "Дякуємо за повідомлення, передали колегам.",
    ),
    "pl": (
        "Dzień dobry! Sprawdzamy zamówienie # i wkrótce odpowiemy.",
        "Przepraszamy za opóźnienie.",
        "Prosimy o wiadomość prywatną.",
        "Środki wrócą na kartę w ciągu trzech dni roboczych.",
        "Dziękujemy za zgłoszenie, przekazaliśmy je dalej.",
    ),
    "en": (
        "Hello! We are looking into order # and will be back shortly.",
        "We are sorry for the delay.",
        "Please send us a direct message.",
        "The refund reaches your card within three working days.",
        "Thank you for telling us, we have passed it on.",
    ),
}
NAMES = {
    "ru": ("Анна", "Сергей", "Ольга", "Дмитрий", "Ирина"),
    "uk": ("Оксана", "Андрій", "Наталія", "Тарас", "Юлія"),
    "pl": ("Agnieszka", "Tomasz", "Małgorzata", "Łukasz", "Ewa"),
    "en": ("Emily", "James", "Olivia", "Harry", "Grace"),
}
