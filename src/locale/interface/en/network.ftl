# What the network says of links and readers.
LNK005-through = it is sent on to { $last }
LNK005-no-page = There is no such page behind the link "{ $target }"{ $on }.
LNK005-not-shown = The page behind the link "{ $target }"{ $on } is not shown to this program ({ $status }).
LNK005-not-shown-remedy = Open it in a browser where you are not signed in; if it is there, accept this finding.
LNK005-trouble = The server behind the link "{ $target }"{ $on } says that it is in trouble ({ $status }).
LNK005-again-remedy = Ask again later; if it stays so, link to another page.
LNK005-answers = The server behind the link "{ $target }"{ $on } answers { $status }.
LNK005-no-host = The link "{ $target }"{ $on } leads nowhere: there is no { $host }.
LNK005-private = The link "{ $target }"{ $on } leads to a machine that readers can't reach: { $why }.
LNK005-private-remedy = Write the public address of the page.
LNK005-nowhere = The link "{ $target }" arrives nowhere: { $why }.
LNK005-warned = Browsers warn of the link "{ $target }"{ $on }: { $why }.
LNK005-warned-remedy = Tell whoever runs the site, or link to another page.
LNK005-not-reached = The link "{ $target }"{ $on } was not reached: { $why }.
LNK005-sent-on = The link "{ $target }" is sent on to { $last }.
LNK005-sent-on-remedy = Write the address where it arrives, if it is to stay.
LNK005-not-all = not every link was followed
fault-no-host = there is no host { $host }
fault-private = { $address } is an address that only machines nearby can reach
fault-unreachable = it can't be reached: { $why }
fault-tls = its certificate can't be trusted: { $why }
fault-slow = it did not answer within { $seconds } seconds
fault-broken = its answer can't be understood: { $why }
fault-circle = it is sent on in a circle, or more than { $times } times
fault-astray = it is sent on to "{ $address }", which is no web address
fault-unknown = the name server can't say where it is: { $why }
SMT002-role-remedy = Ask who reads there, and whether they want the newsletter; such addresses are often traps for spammers.
SMT002-not-all = only { $asked } of { $all } domains were asked
SMT002-dead-remedy = Mend the addresses, or take them off the list: each bounces, and many bounces look like spam.
SMT003-flood = { $count } readers are at { $family }, which counts senders of { $bulk } letters a day as bulk.
SMT002-role = { $count ->
        [one] 1 address is called { $role }@, which is nobody in particular.
       *[other] { $count } addresses are called { $role }@, which is nobody in particular.
    }
SMT002-refuses = { $count ->
        [one] 1 address is at { $domain }, which takes no mail (a null MX).
       *[other] { $count } addresses are at { $domain }, which takes no mail (a null MX).
    }
SMT002-no-server = { $count ->
        [one] 1 address is at { $domain }, which has no mail server.
       *[other] { $count } addresses are at { $domain }, which has no mail server.
    }
network-asked = Asked { $asked }: courant check { $issue } --network asks again.
not-checked-not-now = last asked { $asked }, and not now, which --network does
LST001-no-web = There is no [web], so letters have no unsubscribe link.
LST001-no-web-remedy = Write public_url and listen below [web]; `courant serve` answers there.
LST004-changed = List-Id is { $id }, and was { $last } in the last mailing.
LST004-changed-remedy = Write list_id = "{ $last }" in config.toml again. If it is meant to change, take .courant/list-id away.
SUB014-held-remedy = Write the edition, or set fallback = "whole" in subscribers/{ $list }.toml.
SUB014-held-why = The list says fallback = "hold".
SUB008-rows-remedy = mend what follows, or take it out
rows-more-remedy = mend those, and look again
SUB014-held = { $readers ->
        [one] The issue has no edition in their language, so 1 reader of { $list } get nothing: { $languages }.
       *[other] The issue has no edition in their language, so { $readers } readers of { $list } get nothing: { $languages }.
    }
SUB008-rows = { $count ->
        [one] 1 row of this list can't be read
       *[other] { $count } rows of this list can't be read
    }
SUB008-rows-why = { $count ->
        [one] this reader gets nothing
       *[other] these readers get nothing
    }
SUB008-more = { $count ->
        [one] 1 row more can't be read; the first { $shown } are shown
       *[other] { $count } rows more can't be read; the first { $shown } are shown
    }
SUB015-more = { $count ->
        [one] 1 row more have a quotation mark that is not closed; the first { $shown } are shown
       *[other] { $count } rows more have a quotation mark that is not closed; the first { $shown } are shown
    }
SUB009-more = { $count ->
        [one] 1 row more have an address that stands further up; the first { $shown } are shown
       *[other] { $count } rows more have an address that stands further up; the first { $shown } are shown
    }
