# The fixed strings of the letter and of the pages behind its links, in Arabic.
# Names and addresses need no marks of direction here: the program sets each apart by itself.

kind-progress = سير العمل
kind-save-the-date = إعلان عن موعد
kind-story = مقال

heading-progress = أين وصلنا
heading-save-the-date = سجّلوا هذا الموعد
heading-story = قصة

issue-number = العدد { $number }

event-when = الموعد
event-where = المكان
event-online = عبر الإنترنت
event-organiser = الجهة المنظِّمة
event-deadlines = المواعيد النهائية
event-contact = للتواصل
event-tentative = هذا الموعد غير نهائي
event-moved = تغيّر الموعد
event-cancelled = أُلغيت هذه الفعالية
calendar-add = إضافة إلى التقويم
calendar-remove = حذف من التقويم
calendar-file = ملف تقويم (ICS)
calendar-google = تقويم Google
calendar-outlook = تقويم Outlook

button-event = صفحة الفعالية
button-more = قراءة المقال كاملًا
lent-section = هذا الجزء بلغة أخرى:

footer-reason = تصلكم هذه الرسالة لأن عنوانكم مدرج في القائمة البريدية للنشرة ({ $newsletter }).
footer-unsubscribe = إلغاء الاشتراك
footer-privacy = سياسة الخصوصية
footer-website = موقع المشروع
footer-contact = راسلونا
footer-publisher = الناشر: { $organisation }
partners = شركاء المشروع

text-unsubscribe = لإلغاء الاشتراك:
text-privacy = سياسة الخصوصية:
text-website = موقع المشروع:
text-contact = راسلونا:
text-picture = صورة: { $alt }
colon = :
comma = ،

# The Union fixes its wording for its own languages; this is how its delegations write it in Arabic.
funding-emblem = علم الاتحاد الأوروبي
funding-union = الاتحاد الأوروبي
funding-regional-fund = الصندوق الأوروبي للتنمية الإقليمية
funding-co-funded = بتمويل مشترك من الاتحاد الأوروبي
funding-funded = بتمويل من الاتحاد الأوروبي

unsubscribe-title = إلغاء الاشتراك في { $newsletter }
unsubscribe-question = هل تريدون التوقف عن تلقي { $newsletter }؟
unsubscribe-explain = يسري الإلغاء فورًا، حتى على الرسائل الجاهزة للإرسال.
unsubscribe-button = نعم، ألغوا اشتراكي
unsubscribe-done-title = أُلغي اشتراككم
unsubscribe-done = لن تصلكم أعداد أخرى من { $newsletter }. يمكنكم إغلاق هذه الصفحة.
unsubscribe-test-title = كانت هذه رسالة تجريبية
unsubscribe-test = هذا الرابط من رسالة تجريبية. لم يتغيّر شيء ولم يُلغَ اشتراك أحد.
unsubscribe-unknown-title = هذا الرابط لا يعمل
unsubscribe-unknown = ربما اقتُطع جزء من الرابط في الطريق. انسخوا الرابط كاملًا من الرسالة، أو راسلونا على { $contact } لنحذف عنوانكم من القائمة.
unsubscribe-failed-title = تعذّر ذلك الآن
unsubscribe-failed = لم نتمكن من حفظ طلبكم. يرجى المحاولة مجددًا بعد بضع دقائق، أو مراسلتنا على { $contact } لنحذف عنوانكم من القائمة.

calendar-waiting-title = ملف التقويم غير متاح بعد
calendar-waiting = سيكون متاحًا هنا فور إرسال العدد. إذا وصلتكم الرسالة بالفعل، فانسخوا الرابط كاملًا منها، أو راسلونا على { $contact }.
calendar-failed-title = تعذّر ذلك الآن
calendar-failed = لم نتمكن من قراءة ملف التقويم. يرجى المحاولة مجددًا بعد بضع دقائق.
