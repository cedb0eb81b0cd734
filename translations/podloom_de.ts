<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>ConnectHandle</name>
    <message>
        <source>Drag to another card to connect the two</source>
        <translation>Auf eine andere Karte ziehen, um beide zu verbinden</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>answer --ask</source>
        <translation>--ask beantworten</translation>
    </message>
    <message>
        <source>ask for a lease</source>
        <translation>eine Lease verlangen</translation>
    </message>
    <message>
        <source>call %1</source>
        <translation>%1 aufrufen</translation>
    </message>
    <message>
        <source>connect to %1</source>
        <translation>mit %1 verbinden</translation>
    </message>
    <message>
        <source>connect to %1 port %2</source>
        <translation>mit %1, Port %2, verbinden</translation>
    </message>
    <message>
        <source>download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>draw into %1</source>
        <translation>in %1 zeichnen</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>jump over %1</source>
        <translation>über %1 springen</translation>
    </message>
    <message>
        <source>keep the lease alive</source>
        <translation>die Lease am Leben halten</translation>
    </message>
    <message>
        <source>list %1</source>
        <translation>%1 auflisten</translation>
    </message>
    <message>
        <source>listen on the outside host</source>
        <translation>auf dem Host außerhalb lauschen</translation>
    </message>
    <message>
        <source>log in to etcd as %1</source>
        <translation>sich bei etcd als %1 anmelden</translation>
    </message>
    <message>
        <source>look at %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>look at its addresses</source>
        <translation>seine Adressen ansehen</translation>
    </message>
    <message>
        <source>make an SSH key</source>
        <translation>einen SSH-Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>podloom-node %1</source>
        <translation>podloom-node %1</translation>
    </message>
    <message>
        <source>podloom-node list</source>
        <translation>podloom-node list</translation>
    </message>
    <message>
        <source>prepare the outside host</source>
        <translation>den Host außerhalb vorbereiten</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>%1 lesen</translation>
    </message>
    <message>
        <source>read a message</source>
        <translation>eine Nachricht lesen</translation>
    </message>
    <message>
        <source>read the answer of etcd</source>
        <translation>die Antwort von etcd lesen</translation>
    </message>
    <message>
        <source>read the inventory of the lab %1</source>
        <translation>das Inventar des Labors %1 lesen</translation>
    </message>
    <message>
        <source>read the layout</source>
        <translation>das Layout lesen</translation>
    </message>
    <message>
        <source>save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>save the layout</source>
        <translation>das Layout speichern</translation>
    </message>
    <message>
        <source>talk to the agent of %1</source>
        <translation>mit dem Agenten von %1 sprechen</translation>
    </message>
    <message>
        <source>the lab runs a pod that the design has not</source>
        <translation>das Labor führt einen Pod aus, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>wait for %1</source>
        <translation>auf %1 warten</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>write a batch</source>
        <translation>einen Stapel schreiben</translation>
    </message>
</context>
<context>
    <name>LiveStatus</name>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>beeinträchtigt</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 in · %2 out</source>
        <translation>%1 herein · %2 hinaus</translation>
    </message>
    <message>
        <source>no report yet</source>
        <translation>noch keine Meldung</translation>
    </message>
    <message>
        <source>does not run</source>
        <translation>läuft nicht</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>%1 has no address yet; give it one, then connect</source>
        <translation>%1 hat noch keine Adresse; geben Sie ihm eine und verbinden Sie dann</translation>
    </message>
    <message>
        <source>%1 has something in it already: choose a new folder for the copy</source>
        <translation>In %1 liegt schon etwas: wählen Sie einen neuen Ordner für die Kopie</translation>
    </message>
    <message>
        <source>AS number: %1, the first private one (RFC 6996) that nothing here has.</source>
        <translation>AS-Nummer: %1, die erste private (RFC 6996), die hier nichts hat.</translation>
    </message>
    <message>
        <source>An AS a node; nodes speak eBGP with the router of their rack.</source>
        <translation>Ein AS je Knoten; Knoten sprechen eBGP mit dem Router ihres Racks.</translation>
    </message>
    <message>
        <source>An AS a rack; nodes speak iBGP with the router of their rack.</source>
        <translation>Ein AS je Rack; Knoten sprechen iBGP mit dem Router ihres Racks.</translation>
    </message>
    <message>
        <source>Blocks: /%1, %2 addresses. Nodes take whole blocks: %3 pods need %4, and the network carries one route a block instead of one a pod.</source>
        <translation>Blöcke: /%1, %2 Adressen. Knoten nehmen ganze Blöcke: %3 Pods brauchen %4, und das Netz trägt eine Route je Block statt einer je Pod.</translation>
    </message>
    <message>
        <source>Every node peers with every other.</source>
        <translation>Jeder Knoten ist Peer jedes anderen.</translation>
    </message>
    <message>
        <source>One reflector a rack, and a mesh of the reflectors.</source>
        <translation>Ein Reflektor je Rack und ein Mesh der Reflektoren.</translation>
    </message>
    <message>
        <source>Pool: %1, %2 addresses. %3 nodes need %4; the pool has at least twice that, so that it can grow without a second one.</source>
        <translation>Pool: %1, %2 Adressen. %3 Knoten brauchen %4; der Pool hat mindestens doppelt so viele, damit er ohne einen zweiten wachsen kann.</translation>
    </message>
    <message>
        <source>Racks below leaves, and every leaf below every spine.</source>
        <translation>Racks unter Leaves, und jedes Leaf unter jedem Spine.</translation>
    </message>
    <message>
        <source>Routes: a mesh. %1 sessions, %2 a node; nothing has to be looked after, and up to %3 nodes that stays little.</source>
        <translation>Routen: ein Mesh. %1 Sitzungen, %2 je Knoten; nichts muss gepflegt werden, und bis %3 Knoten bleibt das wenig.</translation>
    </message>
    <message>
        <source>Routes: reflectors. A mesh of %1 nodes would have %2 sessions; through reflectors a node keeps a few, and a reflector may fail.</source>
        <translation>Routen: Reflektoren. Ein Mesh von %1 Knoten hätte %2 Sitzungen; über Reflektoren hält ein Knoten wenige, und ein Reflektor darf ausfallen.</translation>
    </message>
    <message>
        <source>Routes: the nodes peer with the routers of their racks, so that the network itself knows where pods are and nothing is wrapped into tunnels.</source>
        <translation>Routen: die Knoten sind Peers der Router ihrer Racks, so dass das Netz selbst weiß, wo Pods sind, und nichts in Tunnel gepackt wird.</translation>
    </message>
    <message>
        <source>Sites that share nothing but an upstream, with one uplink each.</source>
        <translation>Standorte, die nichts teilen als einen Upstream, mit je einem Uplink.</translation>
    </message>
    <message>
        <source>Two nodes reflect the routes of all others.</source>
        <translation>Zwei Knoten reflektieren die Routen aller anderen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no port: write 80, 8000-8080 or a port&apos;s name, after TCP, UDP or SCTP</source>
        <translation>„%1“ ist kein Port: schreiben Sie 80, 8000-8080 oder den Namen eines Ports, nach TCP, UDP oder SCTP</translation>
    </message>
    <message>
        <source>a BGPPeer belongs to a node; two routers speak with each other over a link between them</source>
        <translation>ein BGPPeer gehört zu einem Knoten; zwei Router sprechen miteinander über eine Verbindung zwischen ihnen</translation>
    </message>
    <message>
        <source>beside %1 clusters there are no networks left that would go without saying: add the next one by hand</source>
        <translation>neben %1 Clustern sind keine naheliegenden Netze mehr übrig: fügen Sie den nächsten von Hand hinzu</translation>
    </message>
    <message>
        <source>choose the namespace that may come in</source>
        <translation>wählen Sie den Namensraum, der herein darf</translation>
    </message>
    <message>
        <source>choose the namespace that the policy is for</source>
        <translation>wählen Sie den Namensraum, für den die Richtlinie ist</translation>
    </message>
    <message>
        <source>choose the nodes and routers that the link joins (two or more), then add it</source>
        <translation>wählen Sie die Knoten und Router, die verbunden werden sollen (zwei oder mehr), und fügen Sie dann hinzu</translation>
    </message>
    <message>
        <source>choose the workload or a pod that the service is for, then add it</source>
        <translation>wählen Sie die Workload oder einen Pod, für den der Service ist, und fügen Sie dann hinzu</translation>
    </message>
    <message>
        <source>choose the workload that may come in</source>
        <translation>wählen Sie die Workload, die herein darf</translation>
    </message>
    <message>
        <source>no /%1 between 10.48.0.0 and 10.255.255.255 is free for %2 nodes with %3 pods each: ask for fewer, or make the pools by hand</source>
        <translation>kein /%1 zwischen 10.48.0.0 und 10.255.255.255 ist frei für %2 Knoten mit je %3 Pods: verlangen Sie weniger, oder machen Sie die Pools von Hand</translation>
    </message>
    <message>
        <source>no /18 between 10.48.0.0 and 10.255.255.255 is free for another pool</source>
        <translation>kein /18 zwischen 10.48.0.0 und 10.255.255.255 ist frei für einen weiteren Pool</translation>
    </message>
    <message>
        <source>no address of %1 behind %2 is free for the copy</source>
        <translation>keine Adresse von %1 hinter %2 ist frei für die Kopie</translation>
    </message>
    <message>
        <source>no network as large as %1 is free behind it for the copy</source>
        <translation>kein Netz von der Größe von %1 ist dahinter frei für die Kopie</translation>
    </message>
    <message>
        <source>nothing here is a manifest with apiVersion and kind, a containerlab or a netlab topology</source>
        <translation>nichts hier ist ein Manifest mit apiVersion und kind, eine Topologie von containerlab oder von netlab</translation>
    </message>
    <message>
        <source>pods a node has to be a number from 1 to %1</source>
        <translation>Pods je Knoten muss eine Zahl von 1 bis %1 sein</translation>
    </message>
    <message>
        <source>the clipboard has no manifests; copy objects here, or YAML with apiVersion and kind</source>
        <translation>die Zwischenablage hat keine Manifeste; kopieren Sie hier Objekte, oder YAML mit apiVersion und kind</translation>
    </message>
    <message>
        <source>another design was opened before this one was saved</source>
        <translation>ein anderer Entwurf wurde geöffnet, bevor dieser gespeichert war</translation>
    </message>
    <message>
        <source>the design has no file %1 any more: open it again first</source>
        <translation>der Entwurf hat keine Datei %1 mehr: öffnen Sie ihn zuerst neu</translation>
    </message>
    <message>
        <source>the layout is no list of names and values; delete the file to have the drawing laid out anew</source>
        <translation>das Layout ist keine Liste von Namen und Werten; löschen Sie die Datei, damit die Zeichnung neu angeordnet wird</translation>
    </message>
    <message>
        <source>there is a cluster called %1 already: give this one another name</source>
        <translation>es gibt schon einen Cluster namens %1: geben Sie diesem einen anderen Namen</translation>
    </message>
    <message>
        <source>there is no workload %1 in the design any more: choose another one</source>
        <translation>es gibt im Entwurf keine Workload %1 mehr: wählen Sie eine andere</translation>
    </message>
    <message>
        <source>this design has no file yet; choose where to save it</source>
        <translation>dieser Entwurf hat noch keine Datei; wählen Sie, wo er gespeichert werden soll</translation>
    </message>
    <message>
        <source>this design lies in %1 already</source>
        <translation>dieser Entwurf liegt schon in %1</translation>
    </message>
    <message>
        <source>this is no journal of unsaved edits</source>
        <translation>das ist kein Journal ungespeicherter Änderungen</translation>
    </message>
    <message>
        <source>this is no topology of %1: at its top there is no &quot;%2&quot;</source>
        <translation>das ist keine Topologie von %1: ganz oben fehlt „%2“</translation>
    </message>
    <message>
        <source>write the ranges that may come in, e.g. 192.0.2.0/24, 2001:db8::/32</source>
        <translation>schreiben Sie die Bereiche, die herein dürfen, etwa 192.0.2.0/24, 2001:db8::/32</translation>
    </message>
    <message>
        <source>%1 (%2) overlaps %3 (%4)</source>
        <translation>%1 (%2) überlappt %3 (%4)</translation>
    </message>
    <message>
        <source>%1 -&gt; %2 %3 is allowed too</source>
        <translation>%1 -&gt; %2 %3 wird auch erlaubt</translation>
    </message>
    <message>
        <source>%1 -&gt; %2 %3 stays denied</source>
        <translation>%1 -&gt; %2 %3 bleibt verboten</translation>
    </message>
    <message>
        <source>%1 already means the ports of the service; leave out ports and notPorts</source>
        <translation>%1 meint schon die Ports des Service; lassen Sie ports und notPorts weg</translation>
    </message>
    <message>
        <source>%1 and %2 more may open connections to other pods but not ask a name server; allow egress to port 53, UDP and TCP</source>
        <translation>%1 und %2 weitere dürfen Verbindungen zu anderen Pods öffnen, aber keinen Nameserver fragen; erlauben Sie Ausgehendes zu Port 53, UDP und TCP</translation>
    </message>
    <message>
        <source>%1 and doNotTrack exclude each other</source>
        <translation>%1 und doNotTrack schließen einander aus</translation>
    </message>
    <message>
        <source>%1 and peerIP are of different families</source>
        <translation>%1 und peerIP gehören zu verschiedenen Familien</translation>
    </message>
    <message>
        <source>%1 and the protocol %2 do not go together</source>
        <translation>%1 und das Protokoll %2 passen nicht zusammen</translation>
    </message>
    <message>
        <source>%1 calls port %2, but %3 listens on port %4</source>
        <translation>%1 ruft Port %2 an, aber %3 lauscht auf Port %4</translation>
    </message>
    <message>
        <source>%1 cannot be changed without touching the text around it; change it in the text</source>
        <translation>%1 kann nicht geändert werden, ohne den Text darum zu berühren; ändern Sie es im Text</translation>
    </message>
    <message>
        <source>%1 cannot stand beside selectors, serviceAccounts, nets or notNets</source>
        <translation>%1 kann nicht neben Selektoren, serviceAccounts, nets oder notNets stehen</translation>
    </message>
    <message>
        <source>%1 comes from a merge key; write it out before you change it</source>
        <translation>%1 kommt aus einem Merge-Schlüssel; schreiben Sie es aus, bevor Sie es ändern</translation>
    </message>
    <message>
        <source>%1 does not match the labels of the pod template (spec.template.metadata.labels)</source>
        <translation>%1 passt nicht zu den Labels der Pod-Vorlage (spec.template.metadata.labels)</translation>
    </message>
    <message>
        <source>%1 does not peer with %2 at %3</source>
        <translation>%1 hat %2 unter %3 nicht als Peer</translation>
    </message>
    <message>
        <source>%1 does not tell %2: %3[%4] of the BGPFilter %5 rejects it</source>
        <translation>%1 erzählt %2 nichts: %3[%4] des BGPFilter %5 verwirft es</translation>
    </message>
    <message>
        <source>%1 does not tell %2: it came from there</source>
        <translation>%1 erzählt %2 nichts: es kam von dort</translation>
    </message>
    <message>
        <source>%1 does not tell %2: the route carries no-export or no-advertise</source>
        <translation>%1 erzählt %2 nichts: die Route trägt no-export oder no-advertise</translation>
    </message>
    <message>
        <source>%1 does not track the connection, so that its answers are dropped</source>
        <translation>%1 verfolgt die Verbindung nicht, so dass ihre Antworten verworfen werden</translation>
    </message>
    <message>
        <source>%1 expects AS %2, but %3 is in AS %4</source>
        <translation>%1 erwartet AS %2, aber %3 ist in AS %4</translation>
    </message>
    <message>
        <source>%1 goes with a cidr and the matchOperator In or NotIn</source>
        <translation>%1 gehört zu einer cidr und dem matchOperator In oder NotIn</translation>
    </message>
    <message>
        <source>%1 goes with the action Accept only</source>
        <translation>%1 gehört nur zur Aktion Accept</translation>
    </message>
    <message>
        <source>%1 has %2 items, so there is no &quot;%3&quot;</source>
        <translation>%1 hat %2 Einträge, also kein „%3“</translation>
    </message>
    <message>
        <source>%1 has %2 items; at most %3 are allowed</source>
        <translation>%1 hat %2 Einträge; höchstens %3 sind erlaubt</translation>
    </message>
    <message>
        <source>%1 has a network of another family than ipVersion</source>
        <translation>%1 hat ein Netz einer anderen Familie als ipVersion</translation>
    </message>
    <message>
        <source>%1 has an equal way through %2</source>
        <translation>%1 hat einen gleichwertigen Weg über %2</translation>
    </message>
    <message>
        <source>%1 has another text at byte %2 than the change expects</source>
        <translation>%1 hat bei Byte %2 einen anderen Text, als die Änderung erwartet</translation>
    </message>
    <message>
        <source>%1 has been taken away</source>
        <translation>%1 ist weggenommen</translation>
    </message>
    <message>
        <source>%1 has bits set behind /%2; the network is %3</source>
        <translation>%1 hat Bits hinter /%2 gesetzt; das Netz ist %3</translation>
    </message>
    <message>
        <source>%1 has ipBlock beside a selector; write them as two peers, each with its own &quot;-&quot;</source>
        <translation>%1 hat ipBlock neben einem Selektor; schreiben Sie sie als zwei Peers, jeden mit eigenem „-“</translation>
    </message>
    <message>
        <source>%1 has more than %2 entries</source>
        <translation>%1 hat mehr als %2 Einträge</translation>
    </message>
    <message>
        <source>%1 has no %2 address</source>
        <translation>%1 hat keine %2-Adresse</translation>
    </message>
    <message>
        <source>%1 has no %2 rule</source>
        <translation>%1 hat keine %2-Regel</translation>
    </message>
    <message>
        <source>%1 has several kinds of peers; write each as a peer of its own</source>
        <translation>%1 hat mehrere Arten von Peers; schreiben Sie jede als eigenen Peer</translation>
    </message>
    <message>
        <source>%1 has the address %2, which %3 has too</source>
        <translation>%1 hat die Adresse %2, die auch %3 hat</translation>
    </message>
    <message>
        <source>%1 has the same order in the tier &quot;%2&quot; and selects some of the same pods; their names decide which comes first: give one of them another order</source>
        <translation>%1 hat dieselbe Reihenfolge in der Stufe „%2“ und wählt einige derselben Pods aus; ihre Namen entscheiden, welche zuerst kommt: geben Sie einer eine andere Reihenfolge</translation>
    </message>
    <message>
        <source>%1 has to be a number from %2 to %3</source>
        <translation>%1 muss eine Zahl von %2 bis %3 sein</translation>
    </message>
    <message>
        <source>%1 is %2, below port %3</source>
        <translation>%1 ist %2, unter port %3</translation>
    </message>
    <message>
        <source>%1 is %2; for this family it must be from %3 to %4</source>
        <translation>%1 ist %2; für diese Familie muss es zwischen %3 und %4 liegen</translation>
    </message>
    <message>
        <source>%1 is %2; it is read as %3: write that</source>
        <translation>%1 ist %2; es wird als %3 gelesen: schreiben Sie das</translation>
    </message>
    <message>
        <source>%1 is %2; it must be from %3 to %4</source>
        <translation>%1 ist %2; es muss zwischen %3 und %4 liegen</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a label value has at most 63 letters, digits, &quot;-&quot;, &quot;_&quot; and &quot;.&quot;, and begins and ends with a letter or digit</source>
        <translation>%1 ist „%2“; ein Label-Wert hat höchstens 63 Buchstaben, Ziffern, „-“, „_“ und „.“, und beginnt und endet mit Buchstabe oder Ziffer</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a port name has at most 15 lower-case letters, digits and single &quot;-&quot;, with at least one letter</source>
        <translation>%1 ist „%2“; ein Portname hat höchstens 15 Kleinbuchstaben, Ziffern und einzelne „-“, mit mindestens einem Buchstaben</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be %3</source>
        <translation>%1 ist „%2“; es muss %3 sein</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be Ingress or Egress</source>
        <translation>%1 ist „%2“; es muss Ingress oder Egress sein</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be a number from 1 to 65535 without quotes, or a port name (at most 15 lower-case letters, digits and &quot;-&quot;)</source>
        <translation>%1 ist „%2“; es muss eine Zahl von 1 bis 65535 ohne Anführungszeichen sein, oder ein Portname (höchstens 15 Kleinbuchstaben, Ziffern und „-“)</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; write it like 100Mbit or 1Gbit</source>
        <translation>%1 ist „%2“; schreiben Sie es wie 100Mbit oder 1Gbit</translation>
    </message>
    <message>
        <source>%1 is already declared in %2:%3</source>
        <translation>%1 ist schon in %2:%3 erklärt</translation>
    </message>
    <message>
        <source>%1 is connected to %2</source>
        <translation>%1 ist mit %2 verbunden</translation>
    </message>
    <message>
        <source>%1 is connected to %2 and does not announce connected networks</source>
        <translation>%1 ist mit %2 verbunden und verkündet verbundene Netze nicht</translation>
    </message>
    <message>
        <source>%1 is empty; a peer needs podSelector, namespaceSelector or ipBlock</source>
        <translation>%1 ist leer; ein Peer braucht podSelector, namespaceSelector oder ipBlock</translation>
    </message>
    <message>
        <source>%1 is empty; it needs at least one item</source>
        <translation>%1 ist leer; es braucht mindestens einen Eintrag</translation>
    </message>
    <message>
        <source>%1 is empty; it needs at least one peer</source>
        <translation>%1 ist leer; es braucht mindestens einen Peer</translation>
    </message>
    <message>
        <source>%1 is extensions/%2, which clusters no longer serve; write %3</source>
        <translation>%1 ist extensions/%2, das Cluster nicht mehr anbieten; schreiben Sie %3</translation>
    </message>
    <message>
        <source>%1 is for rules that allow only</source>
        <translation>%1 ist nur für Regeln, die erlauben</translation>
    </message>
    <message>
        <source>%1 is kept, but no sessions with pods are made or predicted</source>
        <translation>%1 bleibt erhalten, aber Sitzungen mit Pods werden weder gemacht noch vorhergesagt</translation>
    </message>
    <message>
        <source>%1 is longer than 100 characters</source>
        <translation>%1 ist länger als 100 Zeichen</translation>
    </message>
    <message>
        <source>%1 is neither a list nor a mapping, so it has no &quot;%2&quot;</source>
        <translation>%1 ist weder eine Liste noch eine Zuordnung und hat daher kein „%2“</translation>
    </message>
    <message>
        <source>%1 is no community: aa:nn (16 bits each) or aa:nn:mm (32 bits each)</source>
        <translation>%1 ist keine Community: aa:nn (je 16 Bit) oder aa:nn:mm (je 32 Bit)</translation>
    </message>
    <message>
        <source>%1 is not the record of an address block</source>
        <translation>%1 ist nicht der Eintrag eines Adressblocks</translation>
    </message>
    <message>
        <source>%1 is shared by an anchor and its aliases; write it out before you change it</source>
        <translation>%1 wird von einem Anker und seinen Aliasen geteilt; schreiben Sie es aus, bevor Sie es ändern</translation>
    </message>
    <message>
        <source>%1 keeps %2 to itself: its pool %3 has disableBGPExport</source>
        <translation>%1 behält %2 für sich: sein Pool %3 hat disableBGPExport</translation>
    </message>
    <message>
        <source>%1 keeps %2 to itself: no pool holds it</source>
        <translation>%1 behält %2 für sich: kein Pool enthält es</translation>
    </message>
    <message>
        <source>%1 learned it inside its AS and does not reflect it to %2: neither end is its client</source>
        <translation>%1 hat es in seinem AS gelernt und reflektiert es nicht an %2: kein Ende ist sein Klient</translation>
    </message>
    <message>
        <source>%1 may open connections to other pods but not ask a name server; allow egress to port 53, UDP and TCP</source>
        <translation>%1 darf Verbindungen zu anderen Pods öffnen, aber keinen Nameserver fragen; erlauben Sie Ausgehendes zu Port 53, UDP und TCP</translation>
    </message>
    <message>
        <source>%1 must be %2, not %3</source>
        <translation>%1 muss %2 sein, nicht %3</translation>
    </message>
    <message>
        <source>%1 must be 0s (for ever) or at least 3s</source>
        <translation>%1 muss 0s (für immer) oder mindestens 3s sein</translation>
    </message>
    <message>
        <source>%1 must be 4 or 6</source>
        <translation>%1 muss 4 oder 6 sein</translation>
    </message>
    <message>
        <source>%1 must be &quot;true&quot;, &quot;graceful&quot; or &quot;false&quot;</source>
        <translation>%1 muss &quot;true&quot;, &quot;graceful&quot; oder &quot;false&quot; sein</translation>
    </message>
    <message>
        <source>%1 must be a number</source>
        <translation>%1 muss eine Zahl sein</translation>
    </message>
    <message>
        <source>%1 must be a text, and %2 without quotes is %3; put it in quotes</source>
        <translation>%1 muss ein Text sein, und %2 ohne Anführungszeichen ist %3; setzen Sie es in Anführungszeichen</translation>
    </message>
    <message>
        <source>%1 must be an AS number from 1 to 4294967295</source>
        <translation>%1 muss eine AS-Nummer von 1 bis 4294967295 sein</translation>
    </message>
    <message>
        <source>%1 must be from %2 to %3 seconds, without fractions</source>
        <translation>%1 muss zwischen %2 und %3 Sekunden liegen, ohne Bruchteile</translation>
    </message>
    <message>
        <source>%1 must be from 10ms to 60s</source>
        <translation>%1 muss zwischen 10ms und 60s liegen</translation>
    </message>
    <message>
        <source>%1 must be left out with operator %2</source>
        <translation>%1 muss beim Operator %2 wegbleiben</translation>
    </message>
    <message>
        <source>%1 names %2 nodes; the store runs on 1 or 3</source>
        <translation>%1 nennt %2 Knoten; der Speicher läuft auf 1 oder 3</translation>
    </message>
    <message>
        <source>%1 needs a prefix of 1 to 10 AS numbers</source>
        <translation>%1 braucht ein Präfix von 1 bis 10 AS-Nummern</translation>
    </message>
    <message>
        <source>%1 needs applyOnForward: true beside it</source>
        <translation>%1 braucht applyOnForward: true daneben</translation>
    </message>
    <message>
        <source>%1 needs asNumber beside peerIP or localWorkloadSelector</source>
        <translation>%1 braucht asNumber neben peerIP oder localWorkloadSelector</translation>
    </message>
    <message>
        <source>%1 needs at least two ends</source>
        <translation>%1 braucht mindestens zwei Enden</translation>
    </message>
    <message>
        <source>%1 needs both cidr and matchOperator, or neither</source>
        <translation>%1 braucht cidr und matchOperator, oder keines von beiden</translation>
    </message>
    <message>
        <source>%1 needs exactly one of %2</source>
        <translation>%1 braucht genau eines von %2</translation>
    </message>
    <message>
        <source>%1 needs exactly one of addCommunity, prependASPath and setPriority</source>
        <translation>%1 braucht genau eines von addCommunity, prependASPath und setPriority</translation>
    </message>
    <message>
        <source>%1 needs exactly one of namespaces and pods</source>
        <translation>%1 braucht genau eines von namespaces und pods</translation>
    </message>
    <message>
        <source>%1 needs exactly one of node and router</source>
        <translation>%1 braucht genau eines von node und router</translation>
    </message>
    <message>
        <source>%1 needs exactly one of peerIP, peerSelector and localWorkloadSelector</source>
        <translation>%1 braucht genau eines von peerIP, peerSelector und localWorkloadSelector</translation>
    </message>
    <message>
        <source>%1 needs exactly one value</source>
        <translation>%1 braucht genau einen Wert</translation>
    </message>
    <message>
        <source>%1 needs interfaceName, or expectedIPs to find the interface by</source>
        <translation>%1 braucht interfaceName, oder expectedIPs, um die Schnittstelle zu finden</translation>
    </message>
    <message>
        <source>%1 needs peerIP</source>
        <translation>%1 braucht peerIP</translation>
    </message>
    <message>
        <source>%1 needs port as a number beside it</source>
        <translation>%1 braucht port als Zahl daneben</translation>
    </message>
    <message>
        <source>%1 needs strictAffinity: true</source>
        <translation>%1 braucht strictAffinity: true</translation>
    </message>
    <message>
        <source>%1 needs the field %2</source>
        <translation>%1 braucht das Feld %2</translation>
    </message>
    <message>
        <source>%1 needs the protocol ICMP or ICMPv6 in the same rule</source>
        <translation>%1 braucht das Protokoll ICMP oder ICMPv6 in derselben Regel</translation>
    </message>
    <message>
        <source>%1 needs the protocol TCP, UDP or SCTP in the same rule</source>
        <translation>%1 braucht das Protokoll TCP, UDP oder SCTP in derselben Regel</translation>
    </message>
    <message>
        <source>%1 needs the protocol TCP, or none</source>
        <translation>%1 braucht das Protokoll TCP oder keines</translation>
    </message>
    <message>
        <source>%1 needs type beside it</source>
        <translation>%1 braucht type daneben</translation>
    </message>
    <message>
        <source>%1 nodes do not fill %2 racks: ask for more nodes or for fewer racks</source>
        <translation>%1 Knoten füllen keine %2 Racks: verlangen Sie mehr Knoten oder weniger Racks</translation>
    </message>
    <message>
        <source>%1 nodes in a full mesh are %2 sessions; above %3 nodes use route reflectors, or routers of the racks</source>
        <translation>%1 Knoten in einem vollen Mesh sind %2 Sitzungen; über %3 Knoten nehmen Sie Routenreflektoren oder Router der Racks</translation>
    </message>
    <message>
        <source>%1 nodes take addresses from the pools of the family of &quot;%2&quot;, which have %3 blocks: some nodes have no block of their own and borrow address by address, each a route of its own; make the pool larger or its blocks smaller</source>
        <translation>%1 Knoten nehmen Adressen aus den Pools der Familie von „%2“, die %3 Blöcke haben: manche Knoten haben keinen eigenen Block und leihen Adresse um Adresse, jede eine eigene Route; vergrößern Sie den Pool, oder verkleinern Sie seine Blöcke</translation>
    </message>
    <message>
        <source>%1 or %2 has no AS number</source>
        <translation>%1 oder %2 hat keine AS-Nummer</translation>
    </message>
    <message>
        <source>%1 originates %2</source>
        <translation>%1 verkündet %2 selbst</translation>
    </message>
    <message>
        <source>%1 passes %2 on to nobody: no pool of its cluster that BGP exports holds it</source>
        <translation>%1 gibt %2 an niemanden weiter: kein Pool seines Clusters, den BGP exportiert, enthält es</translation>
    </message>
    <message>
        <source>%1 pods need addresses of the family of the pool &quot;%2&quot;, and all pools together have %3: make the pool larger</source>
        <translation>%1 Pods brauchen Adressen der Familie des Pools „%2“, und alle Pools zusammen haben %3: vergrößern Sie den Pool</translation>
    </message>
    <message>
        <source>%1 refuses it from %2: it has passed the same reflectors&apos; cluster id before</source>
        <translation>%1 lehnt es von %2 ab: es ist schon durch dieselbe Cluster-Id der Reflektoren gegangen</translation>
    </message>
    <message>
        <source>%1 refuses it from %2: its own AS %3 is in the path (numAllowedLocalASNumbers)</source>
        <translation>%1 lehnt es von %2 ab: sein eigenes AS %3 steht im Pfad (numAllowedLocalASNumbers)</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 allows</source>
        <translation>%1-Regel %2 von %3 erlaubt</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 denies</source>
        <translation>%1-Regel %2 von %3 verbietet</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 does not match: %4</source>
        <translation>%1-Regel %2 von %3 passt nicht: %4</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 logs</source>
        <translation>%1-Regel %2 von %3 protokolliert</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 passes on to the next tier</source>
        <translation>%1-Regel %2 von %3 gibt an die nächste Stufe weiter</translation>
    </message>
    <message>
        <source>%1 takes %2 from nobody: it is no network for routes</source>
        <translation>%1 nimmt %2 von niemandem: es ist kein Netz für Routen</translation>
    </message>
    <message>
        <source>%1 tells %2 of its own blocks alone</source>
        <translation>%1 erzählt %2 nur von seinen eigenen Blöcken</translation>
    </message>
    <message>
        <source>%1 told %2 of it: next hop %3, AS path &quot;%4&quot;, local preference %5</source>
        <translation>%1 erzählte %2 davon: nächster Hop %3, AS-Pfad „%4“, lokale Präferenz %5</translation>
    </message>
    <message>
        <source>%1 wants %2 replicas; at most %3 are supported</source>
        <translation>%1 will %2 Replikate; höchstens %3 werden unterstützt</translation>
    </message>
    <message>
        <source>%1: %2 does not belong to rules of this family</source>
        <translation>%1: %2 gehört nicht zu Regeln dieser Familie</translation>
    </message>
    <message>
        <source>%1: %2 is not a smaller part of %3</source>
        <translation>%1: %2 ist kein kleinerer Teil von %3</translation>
    </message>
    <message>
        <source>%1: %2 is read as its network, %3</source>
        <translation>%1: %2 wird als sein Netz gelesen, %3</translation>
    </message>
    <message>
        <source>%1: %2 is smaller than one block of /%3</source>
        <translation>%1: %2 ist kleiner als ein Block von /%3</translation>
    </message>
    <message>
        <source>%1: IPIP carries IPv4 only</source>
        <translation>%1: IPIP trägt nur IPv4</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be the key of a label</source>
        <translation>%1: „%2“ kann nicht der Schlüssel eines Labels sein</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be the name of a port</source>
        <translation>%1: „%2“ kann nicht der Name eines Ports sein</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is longer than the 15 bytes that Linux allows</source>
        <translation>%1: „%2“ ist länger als die 15 Byte, die Linux erlaubt</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no domain name such as &quot;example.org&quot; or &quot;*.example.org&quot;</source>
        <translation>%1: „%2“ ist kein Domainname wie „example.org“ oder „*.example.org“</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no duration; write it like 90s, 1m30s or 200ms</source>
        <translation>%1: „%2“ ist keine Dauer; schreiben Sie etwa 90s, 1m30s oder 200ms</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no name of a namespace (at most 63 lower-case letters, digits and &quot;-&quot;)</source>
        <translation>%1: „%2“ ist kein Name eines Namensraums (höchstens 63 Kleinbuchstaben, Ziffern und „-“)</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no name of interfaces</source>
        <translation>%1: „%2“ ist kein Name von Schnittstellen</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no port, range of ports such as &quot;8000:9000&quot;, or name of a port</source>
        <translation>%1: „%2“ ist kein Port, kein Bereich wie „8000:9000“ und kein Name eines Ports</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an IPv4 or IPv6 address</source>
        <translation>%1: „%2“ ist keine IPv4- oder IPv6-Adresse</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an address, or an address and port</source>
        <translation>%1: „%2“ ist keine Adresse, auch keine mit Port</translation>
    </message>
    <message>
        <source>%1: a %2 has the apiVersion %3</source>
        <translation>%1: ein %2 hat die apiVersion %3</translation>
    </message>
    <message>
        <source>%1: a peer has either node or nodeSelector</source>
        <translation>%1: ein Peer hat entweder node oder nodeSelector</translation>
    </message>
    <message>
        <source>%1: a policy with preDNAT is for ingress only</source>
        <translation>%1: eine Richtlinie mit preDNAT ist nur für Eingehendes</translation>
    </message>
    <message>
        <source>%1: a pool has either ipipMode or vxlanMode</source>
        <translation>%1: ein Pool hat entweder ipipMode oder vxlanMode</translation>
    </message>
    <message>
        <source>%1: a port of UDPLite has no name</source>
        <translation>%1: ein Port von UDPLite hat keinen Namen</translation>
    </message>
    <message>
        <source>%1: cluster IP &quot;%2&quot; is neither an address nor None</source>
        <translation>%1: die Cluster-IP „%2“ ist weder eine Adresse noch None</translation>
    </message>
    <message>
        <source>%1: domainNames are for rules that accept only</source>
        <translation>%1: domainNames sind nur für Regeln, die annehmen</translation>
    </message>
    <message>
        <source>%1: false needs strictAffinity: true</source>
        <translation>%1: false braucht strictAffinity: true</translation>
    </message>
    <message>
        <source>%1: global() belongs into the namespaceSelector of a rule</source>
        <translation>%1: global() gehört in den namespaceSelector einer Regel</translation>
    </message>
    <message>
        <source>%1: min is larger than max</source>
        <translation>%1: min ist größer als max</translation>
    </message>
    <message>
        <source>%1: only pods have named ports; networks, nodes and domainNames of the rule do not match by them</source>
        <translation>%1: nur Pods haben benannte Ports; networks, nodes und domainNames der Regel passen damit nicht</translation>
    </message>
    <message>
        <source>%1: only rules for export have a source</source>
        <translation>%1: nur Regeln für export haben eine source</translation>
    </message>
    <message>
        <source>%1: operator %2 needs at least one of values</source>
        <translation>%1: der Operator %2 braucht mindestens einen Eintrag in values</translation>
    </message>
    <message>
        <source>%1: podloom.dev has no kind %2</source>
        <translation>%1: podloom.dev hat keine Art %2</translation>
    </message>
    <message>
        <source>%1: secrets never stand in a manifest; Podloom asks for them or uses a key file</source>
        <translation>%1: Geheimnisse stehen nie in einem Manifest; Podloom fragt danach oder benutzt eine Schlüsseldatei</translation>
    </message>
    <message>
        <source>%1: start %2 must be below end %3</source>
        <translation>%1: start %2 muss unter end %3 liegen</translation>
    </message>
    <message>
        <source>%1: the keepalive time must be shorter than the hold time</source>
        <translation>%1: die Keepalive-Zeit muss kürzer sein als die Haltezeit</translation>
    </message>
    <message>
        <source>%1: the one BaselineAdminNetworkPolicy of a cluster is called &quot;default&quot;</source>
        <translation>%1: die eine BaselineAdminNetworkPolicy eines Clusters heißt „default“</translation>
    </message>
    <message>
        <source>FRR takes no such password for the session with %1: it may have 1 to 80 visible ASCII characters, no blank and no question mark</source>
        <translation>FRR nimmt kein solches Passwort für die Sitzung mit %1: es darf 1 bis 80 sichtbare ASCII-Zeichen haben, kein Leerzeichen und kein Fragezeichen</translation>
    </message>
    <message>
        <source>IPReservations hold back %2 of the %3 addresses of the pool &quot;%1&quot;; above a tenth, looking for a free one becomes slow: cut the range out of the pool instead</source>
        <translation>IPReservations halten %2 der %3 Adressen des Pools „%1“ zurück; über einem Zehntel wird die Suche nach einer freien langsam: schneiden Sie den Bereich stattdessen aus dem Pool</translation>
    </message>
    <message>
        <source>Kubernetes reads %2 as a truth value where %1 wants a text; put it in quotes</source>
        <translation>Kubernetes liest %2 als Wahrheitswert, wo %1 einen Text will; setzen Sie es in Anführungszeichen</translation>
    </message>
    <message>
        <source>NetworkPolicies isolate %1 for %2 and none of their rules matches: denied</source>
        <translation>NetworkPolicies isolieren %1 für %2, und keine ihrer Regeln passt: verboten</translation>
    </message>
    <message>
        <source>No session leads from a machine that has %1 to %2</source>
        <translation>Keine Sitzung führt von einer Maschine, die %1 hat, zu %2</translation>
    </message>
    <message>
        <source>Nothing in this design announces %1</source>
        <translation>Nichts in diesem Entwurf verkündet %1</translation>
    </message>
    <message>
        <source>Nothing in this design has the address %1</source>
        <translation>Nichts in diesem Entwurf hat die Adresse %1</translation>
    </message>
    <message>
        <source>Only %1 has a password for this session</source>
        <translation>Nur %1 hat ein Passwort für diese Sitzung</translation>
    </message>
    <message>
        <source>The agent of %1 has no way to it: %1 or %2 has no address of that family, which the tunnels of the pool %3 need</source>
        <translation>Der Agent von %1 hat keinen Weg dorthin: %1 oder %2 hat keine Adresse jener Familie, die die Tunnel des Pools %3 brauchen</translation>
    </message>
    <message>
        <source>The session of %1 with %2, which has a route, is down: %3</source>
        <translation>Die Sitzung von %1 mit %2, der eine Route hat, steht nicht: %3</translation>
    </message>
    <message>
        <source>There is no node &quot;%1&quot; in this design</source>
        <translation>Es gibt keinen Knoten „%1“ in diesem Entwurf</translation>
    </message>
    <message>
        <source>There is no router &quot;%1&quot; in this design</source>
        <translation>Es gibt keinen Router „%1“ in diesem Entwurf</translation>
    </message>
    <message>
        <source>There is no way between %1 and %2</source>
        <translation>Es gibt keinen Weg zwischen %1 und %2</translation>
    </message>
    <message>
        <source>What %1 sends does not get to %2: the number of hops (ttlSecurity) does not fit</source>
        <translation>Was %1 sendet, kommt bei %2 nicht an: die Zahl der Hops (ttlSecurity) passt nicht</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a cluster&apos;s name: small letters, digits and dashes, at most 63</source>
        <translation>„%1“ kann kein Clustername sein: Kleinbuchstaben, Ziffern und Striche, höchstens 63</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither an address nor a network</source>
        <translation>„%1“ ist weder eine Adresse noch ein Netz</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a JSON pointer like /spec/replicas</source>
        <translation>„%1“ ist kein JSON-Zeiger wie /spec/replicas</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a YAML value%2</source>
        <translation>„%1“ ist kein YAML-Wert%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a network in CIDR notation, e.g. 10.48.0.0/16 or fd00:48::/48</source>
        <translation>„%1“ ist kein Netz in CIDR-Schreibweise, etwa 10.48.0.0/16 oder fd00:48::/48</translation>
    </message>
    <message>
        <source>a NetworkPolicy cannot allow %1 alone: from %2 to %3 everything is allowed</source>
        <translation>eine NetworkPolicy kann %1 nicht allein erlauben: von %2 nach %3 wird alles erlaubt</translation>
    </message>
    <message>
        <source>a control character may not stand in YAML (%1)</source>
        <translation>ein Steuerzeichen darf in YAML nicht stehen (%1)</translation>
    </message>
    <message>
        <source>a key must be a text, not a list or a mapping</source>
        <translation>ein Schlüssel muss ein Text sein, keine Liste oder Zuordnung</translation>
    </message>
    <message>
        <source>a peer of the BGPPeer &quot;%1&quot; that falls silent is missed %2: set podloom.dev/bfd, or a shorter hold time</source>
        <translation>ein Peer des BGPPeer „%1“, der verstummt, wird %2 vermisst: setzen Sie podloom.dev/bfd oder eine kürzere Haltezeit</translation>
    </message>
    <message>
        <source>a pod always reaches itself</source>
        <translation>ein Pod erreicht sich selbst immer</translation>
    </message>
    <message>
        <source>a rack of this template holds %1 nodes: ask for more racks</source>
        <translation>ein Rack dieser Vorlage fasst %1 Knoten: verlangen Sie mehr Racks</translation>
    </message>
    <message>
        <source>a second document begins here without a line &quot;---&quot; before it</source>
        <translation>hier beginnt ein zweites Dokument ohne eine Zeile „---“ davor</translation>
    </message>
    <message>
        <source>a tab cannot indent YAML; use spaces</source>
        <translation>ein Tabulator kann YAML nicht einrücken; nehmen Sie Leerzeichen</translation>
    </message>
    <message>
        <source>aliases in this document stand for more than %1 values; write them out</source>
        <translation>Aliase in diesem Dokument stehen für mehr als %1 Werte; schreiben Sie sie aus</translation>
    </message>
    <message>
        <source>an empty egress list alone does not deny egress; write policyTypes: [Egress] too</source>
        <translation>eine leere Egress-Liste allein verbietet nichts Ausgehendes; schreiben Sie auch policyTypes: [Egress]</translation>
    </message>
    <message>
        <source>and %1 further differences</source>
        <translation>und %1 weitere Unterschiede</translation>
    </message>
    <message>
        <source>by their masks the nodes &quot;%2&quot; and &quot;%3&quot; share the network %4, but no Link joins them: the pool &quot;%1&quot; sends packets straight that need a tunnel; write the real length of their networks</source>
        <translation>nach ihren Masken teilen die Knoten „%2“ und „%3“ das Netz %4, aber keine Verbindung fügt sie zusammen: der Pool „%1“ sendet Pakete direkt, die einen Tunnel brauchen; schreiben Sie die wirkliche Länge ihrer Netze</translation>
    </message>
    <message>
        <source>defaultEndpointToHostAction keeps pods from their own node: denied</source>
        <translation>defaultEndpointToHostAction hält Pods von ihrem eigenen Knoten fern: verboten</translation>
    </message>
    <message>
        <source>every address of %1 is a pod or a node: name those</source>
        <translation>jede Adresse von %1 ist ein Pod oder ein Knoten: nennen Sie diese</translation>
    </message>
    <message>
        <source>every tier passes on: no profile allows</source>
        <translation>jede Stufe gibt weiter: kein Profil erlaubt</translation>
    </message>
    <message>
        <source>every tier passes on: the profile allows</source>
        <translation>jede Stufe gibt weiter: das Profil erlaubt</translation>
    </message>
    <message>
        <source>flow %1: %2</source>
        <translation>Verbindung %1: %2</translation>
    </message>
    <message>
        <source>lists and mappings are nested more than %1 deep</source>
        <translation>Listen und Zuordnungen sind mehr als %1 tief geschachtelt</translation>
    </message>
    <message>
        <source>no host endpoint of this design matches the policy (%1), so it has no effect; check the labels, or add the HostEndpoint</source>
        <translation>kein Host-Endpunkt dieses Entwurfs passt zur Richtlinie (%1), so dass sie nichts bewirkt; prüfen Sie die Labels, oder fügen Sie den HostEndpoint hinzu</translation>
    </message>
    <message>
        <source>no namespace of this design matches %1; check its labels, or add the namespace to the design</source>
        <translation>kein Namensraum dieses Entwurfs passt zu %1; prüfen Sie seine Labels, oder fügen Sie den Namensraum hinzu</translation>
    </message>
    <message>
        <source>no namespace of this design matches the namespaceSelector %1; check its labels, or add the namespace to the design</source>
        <translation>kein Namensraum dieses Entwurfs passt zum namespaceSelector %1; prüfen Sie seine Labels, oder fügen Sie den Namensraum hinzu</translation>
    </message>
    <message>
        <source>no namespace of this design matches the subject&apos;s %1, so the policy has no effect; check the labels of the namespaces</source>
        <translation>kein Namensraum dieses Entwurfs passt zu %1 des Subjekts, so dass die Richtlinie nichts bewirkt; prüfen Sie die Labels der Namensräume</translation>
    </message>
    <message>
        <source>no pod and no host endpoint matches the policy (%1), so it has no effect; check the labels</source>
        <translation>kein Pod und kein Host-Endpunkt passt zur Richtlinie (%1), so dass sie nichts bewirkt; prüfen Sie die Labels</translation>
    </message>
    <message>
        <source>no pod matches the subject (%1), so the policy has no effect; check the labels</source>
        <translation>kein Pod passt zum Subjekt (%1), so dass die Richtlinie nichts bewirkt; prüfen Sie die Labels</translation>
    </message>
    <message>
        <source>no pod of this design has a port called &quot;%1&quot;, so it matches nothing; name the port in the pods, or write its number</source>
        <translation>kein Pod dieses Entwurfs hat einen Port namens „%1“, so dass nichts dazu passt; benennen Sie den Port in den Pods, oder schreiben Sie seine Nummer</translation>
    </message>
    <message>
        <source>no pod of this design matches %1; check the labels, or add the pods to the design</source>
        <translation>kein Pod dieses Entwurfs passt zu %1; prüfen Sie die Labels, oder fügen Sie die Pods hinzu</translation>
    </message>
    <message>
        <source>no policy and no failsafe port lets BGP (TCP %1) through this host endpoint of the node &quot;%2&quot;, in neither direction: its sessions would go down; allow it in a policy, or keep it in the failsafe ports</source>
        <translation>keine Richtlinie und kein Failsafe-Port lässt BGP (TCP %1) durch diesen Host-Endpunkt des Knotens „%2“, in keiner Richtung: seine Sitzungen gingen verloren; erlauben Sie es in einer Richtlinie, oder behalten Sie es in den Failsafe-Ports</translation>
    </message>
    <message>
        <source>no policy and no failsafe port lets SSH (TCP %1) in to the node &quot;%2&quot; through this host endpoint: it would be locked out; allow it in a policy, or keep it in failsafeInboundHostPorts</source>
        <translation>keine Richtlinie und kein Failsafe-Port lässt SSH (TCP %1) durch diesen Host-Endpunkt zum Knoten „%2“: er wäre ausgesperrt; erlauben Sie es in einer Richtlinie, oder behalten Sie es in failsafeInboundHostPorts</translation>
    </message>
    <message>
        <source>no policy isolates %1 for %2: allowed</source>
        <translation>keine Richtlinie isoliert %1 für %2: erlaubt</translation>
    </message>
    <message>
        <source>no port called &quot;%1&quot; is for %2, the protocol of this rule; set the protocol of the port</source>
        <translation>kein Port namens „%1“ ist für %2, das Protokoll dieser Regel; setzen Sie das Protokoll des Ports</translation>
    </message>
    <message>
        <source>no rule of tier %1 matches: denied</source>
        <translation>keine Regel der Stufe %1 passt: verboten</translation>
    </message>
    <message>
        <source>no rule of tier %1 matches: on to the next tier</source>
        <translation>keine Regel der Stufe %1 passt: weiter zur nächsten</translation>
    </message>
    <message>
        <source>no tier comes after Baseline, so what this rule passes on is allowed; write Accept if that is meant, else Deny</source>
        <translation>nach Baseline kommt keine Stufe, so dass erlaubt ist, was diese Regel weitergibt; schreiben Sie Accept, wenn das gemeint ist, sonst Deny</translation>
    </message>
    <message>
        <source>no tier comes after &quot;%1&quot;, so what this rule passes on is decided by the profiles, which allow pods everything; write Allow if that is meant, else Deny</source>
        <translation>nach „%1“ kommt keine Stufe, so dass die Profile entscheiden, was diese Regel weitergibt, und die erlauben Pods alles; schreiben Sie Allow, wenn das gemeint ist, sonst Deny</translation>
    </message>
    <message>
        <source>none of the pods that this rule leads to has a container port called &quot;%1&quot;, so it matches nothing; name the port in the pods, or write its number</source>
        <translation>keiner der Pods, zu denen diese Regel führt, hat einen Container-Port namens „%1“, so dass nichts dazu passt; benennen Sie den Port in den Pods, oder schreiben Sie seine Nummer</translation>
    </message>
    <message>
        <source>only pods have named ports, and this rule has nothing but ipBlocks, so &quot;%1&quot; matches nothing; write the number</source>
        <translation>nur Pods haben benannte Ports, und diese Regel hat nichts als ipBlocks, so dass nichts zu „%1“ passt; schreiben Sie die Nummer</translation>
    </message>
    <message>
        <source>policies tell some addresses of %1 apart: ask about %2 instead</source>
        <translation>Richtlinien unterscheiden manche Adressen von %1: fragen Sie stattdessen nach %2</translation>
    </message>
    <message>
        <source>replica %1 of %2 has the name of another pod; rename one of them</source>
        <translation>Replikat %1 von %2 hat den Namen eines anderen Pods; benennen Sie einen um</translation>
    </message>
    <message>
        <source>rule %1 would match but for port %2</source>
        <translation>Regel %1 passte, wäre der Port %2 nicht</translation>
    </message>
    <message>
        <source>rule %1 would match but for protocol %2</source>
        <translation>Regel %1 passte, wäre das Protokoll %2 nicht</translation>
    </message>
    <message>
        <source>rule %1 would match but for the ICMP type</source>
        <translation>Regel %1 passte, wäre der ICMP-Typ nicht</translation>
    </message>
    <message>
        <source>rule %1 would match but for the address family</source>
        <translation>Regel %1 passte, wäre die Adressfamilie nicht</translation>
    </message>
    <message>
        <source>rule %1 would match but for the destination %2</source>
        <translation>Regel %1 passte, wäre das Ziel %2 nicht</translation>
    </message>
    <message>
        <source>rule %1 would match but for the source %2</source>
        <translation>Regel %1 passte, wäre die Quelle %2 nicht</translation>
    </message>
    <message>
        <source>selector, column %1: %2</source>
        <translation>Selektor, Spalte %1: %2</translation>
    </message>
    <message>
        <source>services are not endpoints yet: &quot;%1&quot;</source>
        <translation>Services sind noch keine Endpunkte: „%1“</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; names the BGPFilter &quot;%2&quot;, which is not in the design: its sessions run without that filter; add it, or take its name away</source>
        <translation>der BGPPeer „%1“ nennt den BGPFilter „%2“, den der Entwurf nicht hat: seine Sitzungen laufen ohne diesen Filter; fügen Sie ihn hinzu, oder nehmen Sie seinen Namen weg</translation>
    </message>
    <message>
        <source>the FelixConfiguration %1 asks for WireGuard (%2), which nodes of Podloom do not speak: packets between nodes travel in clear; take it away, or encrypt below the nodes</source>
        <translation>die FelixConfiguration %1 verlangt WireGuard (%2), das Podlooms Knoten nicht sprechen: Pakete zwischen Knoten reisen unverschlüsselt; nehmen Sie es weg, oder verschlüsseln Sie unterhalb der Knoten</translation>
    </message>
    <message>
        <source>the address %1 lies in no subnet of the node&apos;s Links (%2): it stands on the loopback interface, and the wire gets an address of its own; write one of the subnet, or the length %3 where a loopback address is meant</source>
        <translation>die Adresse %1 liegt in keinem Subnetz der Verbindungen des Knotens (%2): sie steht auf der Loopback-Schnittstelle, und das Kabel bekommt eine eigene Adresse; schreiben Sie eine des Subnetzes, oder die Länge %3, wo eine Loopback-Adresse gemeint ist</translation>
    </message>
    <message>
        <source>the address %1 of the node &quot;%2&quot; lies in the pool &quot;%3&quot; (%4)</source>
        <translation>die Adresse %1 des Knotens „%2“ liegt im Pool „%3“ (%4)</translation>
    </message>
    <message>
        <source>the addresses %1 are of %2 (%3), which gives them to any pod; name the pods by their labels instead</source>
        <translation>die Adressen %1 gehören %2 (%3), der sie irgendeinem Pod gibt; nennen Sie die Pods stattdessen mit ihren Labels</translation>
    </message>
    <message>
        <source>the addresses %1 contain %2 (%3), so that all its pods are meant too; leave it out if only addresses outside of the cluster are meant</source>
        <translation>die Adressen %1 enthalten %2 (%3), so dass auch alle seine Pods gemeint sind; lassen Sie das aus, wenn nur Adressen außerhalb des Clusters gemeint sind</translation>
    </message>
    <message>
        <source>the alias &quot;%1&quot; stands inside the value that it names</source>
        <translation>der Alias „%1“ steht in dem Wert, den er nennt</translation>
    </message>
    <message>
        <source>the design has an object %1 already</source>
        <translation>der Entwurf hat schon ein Objekt %1</translation>
    </message>
    <message>
        <source>the design has no Link &quot;%1&quot;</source>
        <translation>der Entwurf hat keine Verbindung „%1“</translation>
    </message>
    <message>
        <source>the design has no file number %1</source>
        <translation>der Entwurf hat keine Datei Nummer %1</translation>
    </message>
    <message>
        <source>the design has no file yet to write %1 to</source>
        <translation>der Entwurf hat noch keine Datei, in die %1 geschrieben werden könnte</translation>
    </message>
    <message>
        <source>the design has no node or router &quot;%1&quot;</source>
        <translation>der Entwurf hat keinen Knoten oder Router „%1“</translation>
    </message>
    <message>
        <source>the design has no tier &quot;%1&quot;, so this policy would be refused; add a Tier of that name, or name another one</source>
        <translation>der Entwurf hat keine Stufe „%1“, so dass diese Richtlinie abgelehnt würde; fügen Sie einen Tier dieses Namens hinzu, oder nennen Sie einen anderen</translation>
    </message>
    <message>
        <source>the document has syntax errors; mend them in the text first</source>
        <translation>das Dokument hat Syntaxfehler; beheben Sie sie zuerst im Text</translation>
    </message>
    <message>
        <source>the egress rules have no effect, since policyTypes does not name Egress; add it</source>
        <translation>die Egress-Regeln bewirken nichts, weil policyTypes nicht Egress nennt; fügen Sie es hinzu</translation>
    </message>
    <message>
        <source>the file is UTF-16; manifests are UTF-8 text</source>
        <translation>die Datei ist UTF-16; Manifeste sind UTF-8-Text</translation>
    </message>
    <message>
        <source>the file is larger than %1 MiB</source>
        <translation>die Datei ist größer als %1 MiB</translation>
    </message>
    <message>
        <source>the first line must name the columns: from,to,protocol,port</source>
        <translation>die erste Zeile muss die Spalten nennen: from,to,protocol,port</translation>
    </message>
    <message>
        <source>the host endpoint is on the node &quot;%1&quot;, which is not in the design: nothing protects that; mend the name, or add the node</source>
        <translation>der Host-Endpunkt liegt auf dem Knoten „%1“, den der Entwurf nicht hat: nichts schützt ihn; verbessern Sie den Namen, oder fügen Sie den Knoten hinzu</translation>
    </message>
    <message>
        <source>the ingress rules have no effect, since policyTypes does not name Ingress; add it</source>
        <translation>die Ingress-Regeln bewirken nichts, weil policyTypes nicht Ingress nennt; fügen Sie es hinzu</translation>
    </message>
    <message>
        <source>the keepalive time of the BGPPeer &quot;%1&quot; is %2 s and its hold time the usual %3 s: BIRD refuses that; set podloom.dev/hold-time to thrice the keepalive time</source>
        <translation>die Keepalive-Zeit des BGPPeer „%1“ ist %2 s und seine Haltezeit die übliche von %3 s: BIRD lehnt das ab; setzen Sie podloom.dev/hold-time auf das Dreifache der Keepalive-Zeit</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; stands here for the second time</source>
        <translation>der Schlüssel „%1“ steht hier zum zweiten Mal</translation>
    </message>
    <message>
        <source>the kind %2 is not read by Podloom; the object is kept as it is</source>
        <translation>die Art %2 liest Podloom nicht; das Objekt bleibt, wie es ist</translation>
    </message>
    <message>
        <source>the lab &quot;%1&quot; uses the node &quot;%2&quot;, which is not in the design</source>
        <translation>das Labor „%1“ benutzt den Knoten „%2“, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>the label key &quot;%2&quot; must be [prefix/]name of letters, digits, &quot;-&quot;, &quot;_&quot; and &quot;.&quot;, at most 63 long</source>
        <translation>der Label-Schlüssel „%2“ muss [Präfix/]Name aus Buchstaben, Ziffern, „-“, „_“ und „.“ sein, höchstens 63 lang</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; carries %2 bytes, the links of the nodes %3: larger packets between racks depend on path MTU discovery, and tunnels hide it from pods; give all links the same mtu</source>
        <translation>die Verbindung „%1“ trägt %2 Byte, die Verbindungen der Knoten %3: größere Pakete zwischen Racks hängen von Path-MTU-Discovery ab, und Tunnel verbergen sie vor Pods; geben Sie allen Verbindungen dieselbe mtu</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; ends at the node &quot;%2&quot;, which is not in the design</source>
        <translation>die Verbindung „%1“ endet am Knoten „%2“, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; ends at the router &quot;%2&quot;, which is not in the design</source>
        <translation>die Verbindung „%1“ endet am Router „%2“, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>the link &quot;%2&quot; carries %3 bytes; the tunnels of the pool &quot;%1&quot; take %4 of them, and %5 are less than the 1280 that IPv6 needs: raise the mtu of the link</source>
        <translation>die Verbindung „%2“ trägt %3 Byte; die Tunnel des Pools „%1“ nehmen %4 davon, und %5 sind weniger als die 1280, die IPv6 braucht: erhöhen Sie die mtu der Verbindung</translation>
    </message>
    <message>
        <source>the namespace &quot;%1&quot; has no pod in this design, so the policy has no effect</source>
        <translation>der Namensraum „%1“ hat in diesem Entwurf keinen Pod, so dass die Richtlinie nichts bewirkt</translation>
    </message>
    <message>
        <source>the namespace &quot;%1&quot;, which the namespaceSelector matches, has no pod in this design</source>
        <translation>der Namensraum „%1“, zu dem der namespaceSelector passt, hat in diesem Entwurf keinen Pod</translation>
    </message>
    <message>
        <source>the node &quot;%1&quot; has no interface &quot;%2&quot;: nothing is protected; its Links name %3</source>
        <translation>der Knoten „%1“ hat keine Schnittstelle „%2“: nichts wird geschützt; seine Verbindungen nennen %3</translation>
    </message>
    <message>
        <source>the node &quot;%1&quot; is a route reflector, but the mesh between all other nodes is still on; once every node has sessions with the reflectors, set nodeToNodeMeshEnabled: false</source>
        <translation>der Knoten „%1“ ist ein Routenreflektor, aber das Mesh aller anderen Knoten besteht noch; sobald jeder Knoten Sitzungen mit den Reflektoren hat, setzen Sie nodeToNodeMeshEnabled: false</translation>
    </message>
    <message>
        <source>the node &quot;%2&quot; has the address %3, a network of its own: the pool &quot;%1&quot; tunnels all of its packets; write the real length of its network</source>
        <translation>der Knoten „%2“ hat die Adresse %3, ein Netz für sich: der Pool „%1“ tunnelt alle seine Pakete; schreiben Sie die wirkliche Länge seines Netzes</translation>
    </message>
    <message>
        <source>the nodes &quot;%2&quot; (%3) and &quot;%4&quot; (%5) do not agree whether they share a network: the pool &quot;%1&quot; tunnels one way and not the other; give both the same length</source>
        <translation>die Knoten „%2“ (%3) und „%4“ (%5) sind sich nicht einig, ob sie ein Netz teilen: der Pool „%1“ tunnelt in einer Richtung und in der anderen nicht; geben Sie beiden dieselbe Länge</translation>
    </message>
    <message>
        <source>the nodes &quot;%2&quot; and &quot;%3&quot; are both in AS %4 and hear of each other through routers alone, the first by the BGPPeer &quot;%1&quot;: they drop each other&apos;s routes, whose path holds their own number; set numAllowedLocalASNumbers: 1, or give each an AS number of its own</source>
        <translation>die Knoten „%2“ und „%3“ sind beide in AS %4 und hören voneinander nur über Router, der erste durch den BGPPeer „%1“: sie verwerfen die Routen des anderen, deren Pfad ihre eigene Nummer enthält; setzen Sie numAllowedLocalASNumbers: 1, oder geben Sie jedem eine eigene AS-Nummer</translation>
    </message>
    <message>
        <source>the pod %1 is bound to the node &quot;%2&quot;, which is not in the design</source>
        <translation>der Pod %1 ist an den Knoten „%2“ gebunden, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>the podSelector %1 matches no pod of the namespace &quot;%2&quot;, but pods of the namespaces of the item before it, which allows all their pods; write both selectors in one item (without the &quot;-&quot; before podSelector) if only those pods are meant</source>
        <translation>der podSelector %1 passt zu keinem Pod des Namensraums „%2“, wohl aber zu Pods der Namensräume des Eintrags davor, der alle ihre Pods erlaubt; schreiben Sie beide Selektoren in einen Eintrag (ohne das „-“ vor podSelector), wenn nur jene Pods gemeint sind</translation>
    </message>
    <message>
        <source>the policy has no rules and no policyTypes, which denies all ingress; write policyTypes: [Ingress] to say that it is meant</source>
        <translation>die Richtlinie hat weder Regeln noch policyTypes, was alles Eingehende verbietet; schreiben Sie policyTypes: [Ingress], um zu sagen, dass es gemeint ist</translation>
    </message>
    <message>
        <source>the policy selects only pods of the host network, which policies do not isolate; use a policy for host endpoints, or take it away</source>
        <translation>die Richtlinie wählt nur Pods des Host-Netzes aus, die Richtlinien nicht isolieren; nehmen Sie eine Richtlinie für Host-Endpunkte, oder nehmen Sie diese weg</translation>
    </message>
    <message>
        <source>the pool %1 asks for IPIP, which nodes of Podloom do not speak: set its ipipMode to Never, or use vxlanMode</source>
        <translation>der Pool %1 verlangt IPIP, das Podlooms Knoten nicht sprechen: setzen Sie seinen ipipMode auf Never, oder nehmen Sie vxlanMode</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; (%2) does not lie inside the podCIDRs of the cluster (%3): whoever goes by these, as kube-proxy by its clusterCIDR, takes its pods for strangers and hides their addresses; add the network to podCIDRs, or move the pool</source>
        <translation>der Pool „%1“ (%2) liegt nicht in den podCIDRs des Clusters (%3): wer sich danach richtet, wie kube-proxy nach seiner clusterCIDR, hält seine Pods für Fremde und verbirgt ihre Adressen; fügen Sie das Netz zu podCIDRs hinzu, oder verlegen Sie den Pool</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; (%2) overlaps %3, which has another meaning everywhere: give it another network</source>
        <translation>der Pool „%1“ (%2) überlappt %3, das überall eine andere Bedeutung hat: geben Sie ihm ein anderes Netz</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; has disableBGPExport and no encapsulation: nodes do not learn where its addresses are; take disableBGPExport away, or set vxlanMode</source>
        <translation>der Pool „%1“ hat disableBGPExport und keine Kapselung: Knoten erfahren nicht, wo seine Adressen sind; nehmen Sie disableBGPExport weg, oder setzen Sie vxlanMode</translation>
    </message>
    <message>
        <source>the port &quot;%1&quot; of the pods is %2, but this entry is for %3; set its protocol</source>
        <translation>der Port „%1“ der Pods ist %2, aber dieser Eintrag ist für %3; setzen Sie sein Protokoll</translation>
    </message>
    <message>
        <source>the priority %1 is also that of &quot;%2&quot;, which selects some of the same pods and decides otherwise; which of the two wins is undefined: give one of them another priority</source>
        <translation>die Priorität %1 hat auch „%2“, die einige derselben Pods auswählt und anders entscheidet; welche der beiden gewinnt, ist nicht festgelegt: geben Sie einer eine andere Priorität</translation>
    </message>
    <message>
        <source>the route reflectors &quot;%1&quot; and &quot;%2&quot; have no session with each other, so clients of one miss routes when a client loses the other; add a BGPPeer between the reflectors</source>
        <translation>die Routenreflektoren „%1“ und „%2“ haben keine Sitzung miteinander, so dass Klienten des einen Routen vermissen, wenn ein Klient den anderen verliert; fügen Sie einen BGPPeer zwischen den Reflektoren hinzu</translation>
    </message>
    <message>
        <source>the route reflectors &quot;%1&quot; and &quot;%2&quot; share the cluster id %3 but not their clients; they drop each other&apos;s routes, so some clients do not learn of others: give each an id of its own, or both the same clients</source>
        <translation>die Routenreflektoren „%1“ und „%2“ haben die gemeinsame Cluster-Id %3, aber nicht dieselben Klienten; sie verwerfen die Routen des anderen, so dass manche Klienten von anderen nichts erfahren: geben Sie jedem eine eigene Id oder beiden dieselben Klienten</translation>
    </message>
    <message>
        <source>the routers &quot;%1&quot; and &quot;%2&quot; are both in AS %3 without a session between them: each drops what comes from the other through a third; join them, or give each an AS number of its own</source>
        <translation>die Router „%1“ und „%2“ sind beide in AS %3, ohne Sitzung miteinander: jeder verwirft, was über einen dritten vom anderen kommt; verbinden Sie sie, oder geben Sie jedem eine eigene AS-Nummer</translation>
    </message>
    <message>
        <source>the store of the lab &quot;%1&quot; is on the node &quot;%2&quot;, which is not in the design</source>
        <translation>der Speicher des Labors „%1“ liegt auf dem Knoten „%2“, den der Entwurf nicht hat</translation>
    </message>
    <message>
        <source>the two ends share no address family: denied</source>
        <translation>die beiden Enden haben keine gemeinsame Adressfamilie: verboten</translation>
    </message>
    <message>
        <source>there is no anchor &quot;%1&quot; before this alias</source>
        <translation>vor diesem Alias gibt es keinen Anker „%1“</translation>
    </message>
    <message>
        <source>there is no endpoint &quot;%1&quot; in the design</source>
        <translation>es gibt keinen Endpunkt „%1“ im Entwurf</translation>
    </message>
    <message>
        <source>there is no endpoint &quot;%1&quot; in the design; did you mean &quot;%2&quot;?</source>
        <translation>es gibt keinen Endpunkt „%1“ im Entwurf; meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>there is no memory left to read this document</source>
        <translation>es ist kein Speicher mehr frei, um dieses Dokument zu lesen</translation>
    </message>
    <message>
        <source>there is no object %1 in the files of the design</source>
        <translation>es gibt kein Objekt %1 in den Dateien des Entwurfs</translation>
    </message>
    <message>
        <source>there is no template &quot;%1&quot;, but %2</source>
        <translation>es gibt keine Vorlage „%1“, aber %2</translation>
    </message>
    <message>
        <source>there is no value at %1</source>
        <translation>bei %1 steht kein Wert</translation>
    </message>
    <message>
        <source>this byte is not UTF-8; manifests are UTF-8 text</source>
        <translation>dieses Byte ist nicht UTF-8; Manifeste sind UTF-8-Text</translation>
    </message>
    <message>
        <source>this is no Kubernetes object: it must be a mapping with apiVersion, kind and metadata</source>
        <translation>das ist kein Kubernetes-Objekt: es muss eine Zuordnung mit apiVersion, kind und metadata sein</translation>
    </message>
    <message>
        <source>this is not YAML: %1</source>
        <translation>das ist kein YAML: %1</translation>
    </message>
    <message>
        <source>this is not YAML: %1 (%2 that began in line %3)</source>
        <translation>das ist kein YAML: %1 (%2, begonnen in Zeile %3)</translation>
    </message>
    <message>
        <source>this text is %1 bytes long; at most %2 are read</source>
        <translation>dieser Text ist %1 Byte lang; höchstens %2 werden gelesen</translation>
    </message>
    <message>
        <source>traffic between a pod and its own node is always allowed</source>
        <translation>Verkehr zwischen einem Pod und seinem eigenen Knoten ist immer erlaubt</translation>
    </message>
    <message>
        <source>what shall be added is not one object with apiVersion, kind and name</source>
        <translation>was hinzugefügt werden soll, ist nicht ein Objekt mit apiVersion, kind und Namen</translation>
    </message>
    <message>
        <source>without policyTypes the policy denies all ingress of its pods too, and no other policy allows them any; write policyTypes: [Egress] if only egress is meant</source>
        <translation>ohne policyTypes verbietet die Richtlinie auch alles Eingehende ihrer Pods, und keine andere erlaubt ihnen etwas; schreiben Sie policyTypes: [Egress], wenn nur Ausgehendes gemeint ist</translation>
    </message>
    <message>
        <source>all of these are linked already</source>
        <translation>alle davon sind schon verbunden</translation>
    </message>
    <message>
        <source>no node and no router is called &quot;%1&quot;</source>
        <translation>kein Knoten und kein Router heißt „%1“</translation>
    </message>
    <message>
        <source>no policy stands here</source>
        <translation>hier steht keine Richtlinie</translation>
    </message>
    <message>
        <source>pairs need as many on both sides: the first pattern matches %1, the second %2</source>
        <translation>Paare brauchen auf beiden Seiten gleich viele: Das erste Muster trifft %1, das zweite %2</translation>
    </message>
    <message>
        <source>that would be %1 links; choose fewer machines</source>
        <translation>das wären %1 Verbindungen; wählen Sie weniger Maschinen</translation>
    </message>
    <message>
        <source>the design has errors, so that a way would be a guess; mend them first</source>
        <translation>der Entwurf hat Fehler, ein Weg wäre geraten; beheben Sie sie zuerst</translation>
    </message>
    <message>
        <source>the flows are no UTF-8 text</source>
        <translation>die Flüsse sind kein UTF-8-Text</translation>
    </message>
    <message>
        <source>the pod is on this node</source>
        <translation>der Pod ist auf diesem Knoten</translation>
    </message>
    <message>
        <source>%1 is drained: it tells %2 of no route</source>
        <translation>%1 ist geleert: es erzählt %2 von keiner Route</translation>
    </message>
    <message>
        <source>%1 of %2 steps failed, the first because: %3. Mend it and deploy again: what is done stays done</source>
        <translation>%1 von %2 Schritten scheiterten, der erste, weil: %3. Beheben Sie das und rollen Sie noch einmal aus: was getan ist, bleibt getan</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of traffic; write a protocol and a port, such as TCP 80, UDP 53 or ICMP</source>
        <translation>„%1“ ist keine Art von Verkehr; schreiben Sie ein Protokoll und einen Port, etwa TCP 80, UDP 53 oder ICMP</translation>
    </message>
    <message>
        <source>cannot draw into %1: its name ends in .png, .svg or .pdf</source>
        <translation>in %1 kann nicht gezeichnet werden: der Name endet auf .png, .svg oder .pdf</translation>
    </message>
    <message>
        <source>the design has errors, so that nothing of it is deployed or verified; fix them first: they stand in Problems</source>
        <translation>der Entwurf hat Fehler, so dass nichts davon ausgerollt oder geprüft wird; beheben Sie sie zuerst: sie stehen unter Probleme</translation>
    </message>
    <message>
        <source>there is no display here; &quot;podloom PATH --render FILE.png&quot; draws the window into a file</source>
        <translation>hier ist kein Bildschirm; „podloom PATH --render FILE.png“ zeichnet das Fenster in eine Datei</translation>
    </message>
    <message>
        <source>there is no object %1 in the design</source>
        <translation>es gibt kein Objekt %1 im Entwurf</translation>
    </message>
    <message>
        <source>there is no view &quot;%1&quot;</source>
        <translation>es gibt keine Ansicht „%1“</translation>
    </message>
    <message>
        <source>there is no view &quot;%1&quot; of this design</source>
        <translation>es gibt keine Ansicht „%1“ dieses Entwurfs</translation>
    </message>
    <message>
        <source>there is not enough memory to draw %1: export it as .svg or .pdf, or a part of the design</source>
        <translation>der Speicher reicht nicht, um %1 zu zeichnen: exportieren Sie als .svg oder .pdf, oder einen Teil des Entwurfs</translation>
    </message>
    <message>
        <source>there is nothing called &quot;%1&quot; to be done now; there is %2</source>
        <translation>nichts namens „%1“ ist jetzt zu tun; es gibt %2</translation>
    </message>
    <message>
        <source>the table of routes could not be read whole</source>
        <translation>die Routentabelle konnte nicht vollständig gelesen werden</translation>
    </message>
    <message>
        <source>no %1 connection reaches this policy: the tier &quot;%2&quot; comes first, has no rule with the action Pass, and denies what none of its rules decided; let it Pass what this policy is to decide</source>
        <translation>Keine Verbindung (%1) erreicht diese Policy: Das Tier „%2“ kommt vorher, hat keine Regel mit der Aktion Pass und verbietet, was keine seiner Regeln entschied; lassen Sie es mit Pass weitergeben, was diese Policy entscheiden soll</translation>
    </message>
    <message>
        <source>%1 of %2 nodes have no BGP session, &quot;%3&quot; is the first of them: nobody learns where their pods are; add a BGPPeer for them, or leave nodeToNodeMeshEnabled on</source>
        <translation>%1 von %2 Knoten haben keine BGP-Sitzung, „%3“ ist der erste davon: Niemand erfährt, wo ihre Pods sind; fügen Sie einen BGPPeer für sie hinzu, oder lassen Sie nodeToNodeMeshEnabled an</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; is for the node &quot;%2&quot;, which is not in the design: nobody speaks to its peer; mend the name</source>
        <translation>Der BGPPeer „%1“ ist für den Knoten „%2“, den der Entwurf nicht hat: Niemand spricht mit seinem Peer; berichtigen Sie den Namen</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; lets a node speak to its own address %2: write the address of the other end</source>
        <translation>Der BGPPeer „%1“ lässt einen Knoten mit seiner eigenen Adresse %2 sprechen: Schreiben Sie die Adresse des anderen Endes</translation>
    </message>
    <message>
        <source>the nodeSelector of the BGPPeer &quot;%1&quot; matches no node: nobody speaks to its peer; mend the selector, or the labels of the nodes</source>
        <translation>Der nodeSelector des BGPPeers „%1“ passt auf keinen Knoten: Niemand spricht mit seinem Peer; berichtigen Sie den Selektor oder die Labels der Knoten</translation>
    </message>
    <message>
        <source>%1 and %2 share no address family for this</source>
        <translation>%1 und %2 haben dafür keine gemeinsame Adressfamilie</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be split into %2 pools: it takes 2, 4, 8 … (at most %3) that hold a block of /%4</source>
        <translation>%1 lässt sich nicht in %2 Pools teilen: es müssen 2, 4, 8 … (höchstens %3) sein, in die ein Block von /%4 passt</translation>
    </message>
    <message>
        <source>%1 ended with status %2: %3</source>
        <translation>%1 endete mit Status %2: %3</translation>
    </message>
    <message>
        <source>%1 has a route to %2%3 that the design does not predict and that takes packets: &quot;%4&quot; wrote it; take it away there, or look with `podloomctl routes --lab` who told of it</source>
        <translation>%1 hat eine Route nach %2%3, die der Entwurf nicht vorhersagt und die Pakete nimmt: „%4“ hat sie geschrieben; nehmen Sie sie dort weg, oder sehen Sie mit `podloomctl routes --lab` nach, wer von ihr gesprochen hat</translation>
    </message>
    <message>
        <source>%1 has no route to %2%3: %4</source>
        <translation>%1 hat keine Route nach %2%3: %4</translation>
    </message>
    <message>
        <source>%1 has not reached revision %2 in time%3</source>
        <translation>%1 hat die Revision %2 nicht rechtzeitig erreicht%3</translation>
    </message>
    <message>
        <source>%1 is damaged: write one JSON object there, or remove the file</source>
        <translation>%1 ist beschädigt: schreiben Sie ein JSON-Objekt hinein, oder entfernen Sie die Datei</translation>
    </message>
    <message>
        <source>%1 is not ready: %2</source>
        <translation>%1 ist nicht bereit: %2</translation>
    </message>
    <message>
        <source>%1 is not what its design says: %2; mend it and apply again</source>
        <translation>%1 ist nicht, was sein Entwurf sagt: %2; beheben Sie das und rollen Sie noch einmal aus</translation>
    </message>
    <message>
        <source>%1 is on the way, and cannot be asked for its table: %2</source>
        <translation>%1 liegt auf dem Weg und lässt sich nicht nach seiner Tabelle fragen: %2</translation>
    </message>
    <message>
        <source>%1 leads to %2 via %3, and should%4: %5</source>
        <translation>%1 führt nach %2 über %3 und sollte%4: %5</translation>
    </message>
    <message>
        <source>%1 lets us in with none of the keys %2%3: is that the right user, and does the public key stand in its ~/.ssh/authorized_keys?</source>
        <translation>%1 lässt uns mit keinem der Schlüssel %2%3 hinein: ist das der richtige Benutzer, und steht der öffentliche Schlüssel in seiner ~/.ssh/authorized_keys?</translation>
    </message>
    <message>
        <source>%1 may not become root on %2 by &quot;sudo -n&quot; (%3): allow it there with the line &quot;%1 ALL=(ALL) NOPASSWD: ALL&quot; in a file of /etc/sudoers.d</source>
        <translation>%1 darf auf %2 nicht mit „sudo -n“ root werden (%3): erlauben Sie es dort mit der Zeile „%1 ALL=(ALL) NOPASSWD: ALL“ in einer Datei in /etc/sudoers.d</translation>
    </message>
    <message>
        <source>%1 of the router %2 does not answer, and does not start with the new configuration%4: %3</source>
        <translation>%1 des Routers %2 antwortet nicht und startet mit der neuen Konfiguration nicht%4: %3</translation>
    </message>
    <message>
        <source>%1 of the router %2 does not take the new configuration and goes on with the one before%4: %3</source>
        <translation>%1 des Routers %2 nimmt die neue Konfiguration nicht an und arbeitet mit der vorigen weiter%4: %3</translation>
    </message>
    <message>
        <source>%1 of the router %2 has taken a part of the new configuration and could not be led back to the one before; correct the design and apply it again: %3</source>
        <translation>%1 des Routers %2 hat einen Teil der neuen Konfiguration angenommen und ließ sich nicht zur vorigen zurückführen; berichtigen Sie den Entwurf und rollen Sie ihn noch einmal aus: %3</translation>
    </message>
    <message>
        <source>%1 was changed meanwhile</source>
        <translation>%1 wurde inzwischen geändert</translation>
    </message>
    <message>
        <source>%1 was not written</source>
        <translation>%1 wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>%1: no such file</source>
        <translation>%1: keine solche Datei</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither sqlite:FILE nor etcd:URL[,URL]</source>
        <translation>„%1“ ist weder sqlite:DATEI noch etcd:URL[,URL]</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no URL of an etcd member, e.g. http://172.31.0.1:2379</source>
        <translation>„%1“ ist keine URL eines etcd-Mitglieds, z. B. http://172.31.0.1:2379</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a lab: letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;</source>
        <translation>„%1“ ist kein Name für ein Labor: Buchstaben, Ziffern, „-“, „_“ und „.“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no pod with an address of its own on a node: only the ways between those are traced</source>
        <translation>„%1“ ist kein Pod mit eigener Adresse auf einem Knoten: nur Wege zwischen solchen werden verfolgt</translation>
    </message>
    <message>
        <source>a lab needs at least one node</source>
        <translation>ein Labor braucht mindestens einen Knoten</translation>
    </message>
    <message>
        <source>a message is longer than %1 bytes</source>
        <translation>eine Nachricht ist länger als %1 Bytes</translation>
    </message>
    <message>
        <source>a port is needed: --port</source>
        <translation>ein Port wird gebraucht: --port</translation>
    </message>
    <message>
        <source>a probe from %1 could not be made: %2</source>
        <translation>von %1 aus konnte nichts versucht werden: %2</translation>
    </message>
    <message>
        <source>another process listens on %1</source>
        <translation>ein anderer Prozess horcht auf %1</translation>
    </message>
    <message>
        <source>byte %1: expected %2</source>
        <translation>Byte %1: erwartet wird %2</translation>
    </message>
    <message>
        <source>cannot listen on %1: %2</source>
        <translation>auf %1 lässt sich nicht horchen: %2</translation>
    </message>
    <message>
        <source>drops it: its route to the pod is a blackhole</source>
        <translation>verwirft es: seine Route zum Pod ist ein schwarzes Loch</translation>
    </message>
    <message>
        <source>etcd at %1 does not answer: %2</source>
        <translation>etcd auf %1 antwortet nicht: %2</translation>
    </message>
    <message>
        <source>hands it to %1</source>
        <translation>gibt es an %1 weiter</translation>
    </message>
    <message>
        <source>hands it to %1 on %2</source>
        <translation>gibt es auf %2 an %1 weiter</translation>
    </message>
    <message>
        <source>has no route to the pod</source>
        <translation>hat keine Route zum Pod</translation>
    </message>
    <message>
        <source>hello needs protocol: [oldest, newest]</source>
        <translation>hello braucht protocol: [älteste, neueste]</translation>
    </message>
    <message>
        <source>its address is not known, because it could not be asked when the lab came up: bring the lab up again</source>
        <translation>seine Adresse ist nicht bekannt, weil es beim Start des Labors nicht gefragt werden konnte: starten Sie das Labor noch einmal</translation>
    </message>
    <message>
        <source>no URL of an etcd member is given</source>
        <translation>keine URL eines etcd-Mitglieds ist angegeben</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort zur rechten Zeit</translation>
    </message>
    <message>
        <source>no lab is up; &quot;podloomctl lab up PATH...&quot; makes one</source>
        <translation>kein Labor läuft; „podloomctl lab up PFAD...“ macht eines</translation>
    </message>
    <message>
        <source>no pod called %1 runs in the lab</source>
        <translation>kein Pod namens %1 läuft im Labor</translation>
    </message>
    <message>
        <source>no program was named</source>
        <translation>kein Programm wurde genannt</translation>
    </message>
    <message>
        <source>nobody answers at %1: %2</source>
        <translation>niemand antwortet auf %1: %2</translation>
    </message>
    <message>
        <source>policies deny %1 to send it</source>
        <translation>Richtlinien verbieten %1, es zu senden</translation>
    </message>
    <message>
        <source>policies deny %1 to take it</source>
        <translation>Richtlinien verbieten %1, es anzunehmen</translation>
    </message>
    <message>
        <source>process %1 does not end</source>
        <translation>der Prozess %1 endet nicht</translation>
    </message>
    <message>
        <source>sends it back: the packet goes round in a loop</source>
        <translation>schickt es zurück: das Paket läuft im Kreis</translation>
    </message>
    <message>
        <source>sends it on</source>
        <translation>schickt es weiter</translation>
    </message>
    <message>
        <source>sends it to the next hop %1 that nobody has</source>
        <translation>schickt es zum nächsten Hop %1, den niemand hat</translation>
    </message>
    <message>
        <source>several labs are up (%1): name one with --lab</source>
        <translation>mehrere Labore laufen (%1): nennen Sie eines mit --lab</translation>
    </message>
    <message>
        <source>ssh-keygen failed: %1</source>
        <translation>ssh-keygen scheiterte: %1</translation>
    </message>
    <message>
        <source>the %1 session of %2 with %3 is established, and is predicted not to come up</source>
        <translation>die %1-Sitzung von %2 mit %3 steht, und vorhergesagt ist, dass sie nicht zustande kommt</translation>
    </message>
    <message>
        <source>the %1 session of %2 with %3 should be established, and is %4%5: look whether the two reach each other&apos;s port, and apply the design again</source>
        <translation>die %1-Sitzung von %2 mit %3 sollte stehen, und sie ist %4%5: sehen Sie nach, ob die beiden den Port des anderen erreichen, und rollen Sie den Entwurf noch einmal aus</translation>
    </message>
    <message>
        <source>the agent closed the connection</source>
        <translation>der Agent hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>the agent of %1 does not come up (%2); it said: %3</source>
        <translation>der Agent von %1 kommt nicht hoch (%2); er sagte: %3</translation>
    </message>
    <message>
        <source>the agent of %1 is %2: %3</source>
        <translation>der Agent von %1 ist %2: %3</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>die Verbindung ging verloren</translation>
    </message>
    <message>
        <source>the design has the node %1, the lab %2 has not: bring the lab up again with this design</source>
        <translation>der Entwurf hat den Knoten %1, das Labor %2 nicht: starten Sie das Labor mit diesem Entwurf noch einmal</translation>
    </message>
    <message>
        <source>the disk of the machine is full, and %1 bytes are to go there</source>
        <translation>die Platte der Maschine ist voll, und %1 Bytes sollen dorthin</translation>
    </message>
    <message>
        <source>the host key of %1 is not the one in %2: it is now %3 %4. Somebody may be listening in; only if the machine was set up again, forget the old key: ssh-keygen -f %2 -R &apos;%5&apos;</source>
        <translation>der Host-Schlüssel von %1 ist nicht der in %2: er ist jetzt %3 %4. Jemand hört vielleicht mit; nur wenn die Maschine neu aufgesetzt wurde, vergessen Sie den alten: ssh-keygen -f %2 -R &apos;%5&apos;</translation>
    </message>
    <message>
        <source>the host key of %1 is unknown, and nobody has accepted it: %2 %3. Compare it with what &quot;ssh-keygen -lf&quot; says of the key in /etc/ssh on the machine itself</source>
        <translation>der Host-Schlüssel von %1 ist unbekannt, und niemand hat ihn angenommen: %2 %3. Vergleichen Sie ihn mit dem, was „ssh-keygen -lf“ auf der Maschine selbst von dem Schlüssel in /etc/ssh sagt</translation>
    </message>
    <message>
        <source>the kernel of the machine (%1) lacks %2, which pods and policies need</source>
        <translation>dem Kern der Maschine (%1) fehlt %2, was Pods und Richtlinien brauchen</translation>
    </message>
    <message>
        <source>the key file %1 cannot be read, or its passphrase is another</source>
        <translation>die Schlüsseldatei %1 lässt sich nicht lesen, oder ihre Passphrase ist eine andere</translation>
    </message>
    <message>
        <source>the key file %1 does not exist</source>
        <translation>die Schlüsseldatei %1 gibt es nicht</translation>
    </message>
    <message>
        <source>the lab %1 runs the cluster %2, the design is of %3: name its own lab, or bring this one up again with the design</source>
        <translation>das Labor %1 führt den Cluster %2 aus, der Entwurf ist von %3: nennen Sie sein eigenes Labor, oder starten Sie dieses mit dem Entwurf noch einmal</translation>
    </message>
    <message>
        <source>the lab has no node or router &quot;%1&quot;</source>
        <translation>das Labor hat keinen Knoten oder Router „%1“</translation>
    </message>
    <message>
        <source>the lab has only real nodes: there is no host outside that could take an address</source>
        <translation>das Labor hat nur echte Knoten: es gibt draußen keinen Host, der eine Adresse annehmen könnte</translation>
    </message>
    <message>
        <source>the lease of this node ended, and with it its living entries</source>
        <translation>die Lease dieses Knotens endete, und mit ihr seine lebenden Einträge</translation>
    </message>
    <message>
        <source>the machine %1 cannot be reached: %2</source>
        <translation>die Maschine %1 ist nicht zu erreichen: %2</translation>
    </message>
    <message>
        <source>the machine %1 did not start</source>
        <translation>die Maschine %1 ist nicht gestartet</translation>
    </message>
    <message>
        <source>the machine has no address that the other nodes could reach: give it one, or write one into the Node of the design</source>
        <translation>die Maschine hat keine Adresse, die die anderen Knoten erreichen könnten: geben Sie ihr eine, oder schreiben Sie eine in den Node des Entwurfs</translation>
    </message>
    <message>
        <source>the machine has no apt-get: install what the plan names by hand</source>
        <translation>die Maschine hat kein apt-get: installieren Sie von Hand, was der Plan nennt</translation>
    </message>
    <message>
        <source>the machine is %1, but the programs here are for %2</source>
        <translation>die Maschine ist %1, aber die Programme hier sind für %2</translation>
    </message>
    <message>
        <source>the machine runs neither systemd nor podloom-node init: nobody would start services</source>
        <translation>auf der Maschine läuft weder systemd noch podloom-node init: niemand würde Dienste starten</translation>
    </message>
    <message>
        <source>the machine says: %1</source>
        <translation>die Maschine sagt: %1</translation>
    </message>
    <message>
        <source>the machines of the lab %1 are not those of the design: %2; bring the lab up again with this design</source>
        <translation>die Maschinen des Labors %1 sind nicht die des Entwurfs: %2; starten Sie das Labor mit diesem Entwurf noch einmal</translation>
    </message>
    <message>
        <source>the name %1 cannot be looked up: %2</source>
        <translation>der Name %1 lässt sich nicht auflösen: %2</translation>
    </message>
    <message>
        <source>the name %1 has no address</source>
        <translation>der Name %1 hat keine Adresse</translation>
    </message>
    <message>
        <source>the outside host does not answer any more</source>
        <translation>der Host draußen antwortet nicht mehr</translation>
    </message>
    <message>
        <source>the password %1 in %2 has not 1 to 80 bytes, or a quotation mark or a line break</source>
        <translation>das Passwort %1 in %2 hat nicht 1 bis 80 Bytes, oder ein Anführungszeichen oder einen Zeilenumbruch</translation>
    </message>
    <message>
        <source>the peer closed the connection</source>
        <translation>die Gegenseite hat die Verbindung geschlossen</translation>
    </message>
    <message>
        <source>the plan has a step for an unknown service %1</source>
        <translation>der Plan hat einen Schritt für einen unbekannten Dienst %1</translation>
    </message>
    <message>
        <source>the plan has an unknown step %1</source>
        <translation>der Plan hat einen unbekannten Schritt %1</translation>
    </message>
    <message>
        <source>the pod %1 of the design does not run in the lab: apply the design first</source>
        <translation>der Pod %1 des Entwurfs läuft nicht im Labor: rollen Sie den Entwurf zuerst aus</translation>
    </message>
    <message>
        <source>the printer takes nothing: choose another one, or export the drawing as a PDF</source>
        <translation>der Drucker nimmt nichts an: wählen Sie einen anderen, oder exportieren Sie die Zeichnung als PDF</translation>
    </message>
    <message>
        <source>the process %1 has ended</source>
        <translation>der Prozess %1 hat geendet</translation>
    </message>
    <message>
        <source>the program %1 is neither beside this one nor installed</source>
        <translation>das Programm %1 liegt weder neben diesem noch ist es installiert</translation>
    </message>
    <message>
        <source>the router %1 asks for FRR (engine: frr), which is not installed here: install the package frr, or write engine: bird</source>
        <translation>der Router %1 verlangt FRR (engine: frr), das hier nicht installiert ist: installieren Sie das Paket frr, oder schreiben Sie engine: bird</translation>
    </message>
    <message>
        <source>the socket path %1 is longer than %2 bytes</source>
        <translation>der Socket-Pfad %1 ist länger als %2 Bytes</translation>
    </message>
    <message>
        <source>the store of the lab is to run on %1, which is no node</source>
        <translation>der Speicher des Labors soll auf %1 laufen, und das ist kein Knoten</translation>
    </message>
    <message>
        <source>the tables of %1 were not compared: %2</source>
        <translation>die Tabellen von %1 wurden nicht verglichen: %2</translation>
    </message>
    <message>
        <source>the watch of etcd ended: %1</source>
        <translation>die Beobachtung von etcd endete: %1</translation>
    </message>
    <message>
        <source>there is a pool %1 already</source>
        <translation>es gibt schon einen Pool %1</translation>
    </message>
    <message>
        <source>there is no lab called %1; &quot;podloomctl lab up PATH...&quot; makes one, and so does Deploy in the window</source>
        <translation>es gibt kein Labor namens %1; „podloomctl lab up PFAD...“ macht eines, und „Ins Labor ausrollen“ im Fenster auch</translation>
    </message>
    <message>
        <source>there is no memory for an SSH session</source>
        <translation>für eine SSH-Sitzung reicht der Speicher nicht</translation>
    </message>
    <message>
        <source>there is no pool %1</source>
        <translation>es gibt keinen Pool %1</translation>
    </message>
    <message>
        <source>there is no process %1</source>
        <translation>es gibt keinen Prozess %1</translation>
    </message>
    <message>
        <source>there was no answer in time</source>
        <translation>es kam keine Antwort zur rechten Zeit</translation>
    </message>
    <message>
        <source>this agent has no method %1</source>
        <translation>dieser Agent hat keine Methode %1</translation>
    </message>
    <message>
        <source>this agent has no topic %1</source>
        <translation>dieser Agent hat kein Thema %1</translation>
    </message>
    <message>
        <source>this agent speaks protocol %1 to %2, the caller %3 to %4</source>
        <translation>dieser Agent spricht die Protokolle %1 bis %2, der Aufrufer %3 bis %4</translation>
    </message>
    <message>
        <source>this is neither a call nor an answer</source>
        <translation>das ist weder ein Aufruf noch eine Antwort</translation>
    </message>
    <message>
        <source>this is not a JSON-RPC 2.0 message</source>
        <translation>das ist keine Nachricht nach JSON-RPC 2.0</translation>
    </message>
    <message>
        <source>we are not root on the machine: log in as root, or let the Lab&apos;s ssh say &quot;sudo: true&quot;</source>
        <translation>wir sind auf der Maschine nicht root: melden Sie sich als root an, oder lassen Sie das ssh des Lab „sudo: true“ sagen</translation>
    </message>
    <message>
        <source>what must survive a power cut is written inside of a transaction that need not</source>
        <translation>was einen Stromausfall überstehen muss, wird in einer Transaktion geschrieben, die es nicht muss</translation>
    </message>
    <message>
        <source>there is no kind %2, and the object counts for nothing; did you mean %3?</source>
        <translation>Die Art %2 gibt es nicht, und das Objekt zählt für nichts; meinten Sie %3?</translation>
    </message>
    <message>
        <source>the peerSelector of the BGPPeer &quot;%1&quot; matches no node: it makes no session; mend the selector, or the labels of the nodes</source>
        <translation>Der peerSelector des BGPPeers „%1“ passt auf keinen Knoten: Er macht keine Sitzung; berichtigen Sie den Selektor oder die Labels der Knoten</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>create %1</source>
        <translation>%1 anlegen</translation>
    </message>
    <message>
        <source>ends, for the design has it no more</source>
        <translation>endet, denn der Entwurf hat sie nicht mehr</translation>
    </message>
    <message>
        <source>give %1 of the router %2 its new configuration</source>
        <translation>%1 des Routers %2 die neue Konfiguration geben</translation>
    </message>
    <message>
        <source>install the packages %1</source>
        <translation>die Pakete %1 installieren</translation>
    </message>
    <message>
        <source>is up</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>looking at the %1 machines of the lab</source>
        <translation>die %1 Maschinen des Labors werden angesehen</translation>
    </message>
    <message>
        <source>nothing of Podloom is left on %1</source>
        <translation>auf %1 ist nichts von Podloom übrig</translation>
    </message>
    <message>
        <source>probing %1 connections</source>
        <translation>%1 Verbindungen werden geprüft</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>replace %1</source>
        <translation>%1 ersetzen</translation>
    </message>
    <message>
        <source>restart %1</source>
        <translation>%1 neu starten</translation>
    </message>
    <message>
        <source>start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>starting %1 machines more</source>
        <translation>%1 weitere Maschinen werden gestartet</translation>
    </message>
    <message>
        <source>starting %1 machines, one of which is the outside host</source>
        <translation>%1 Maschinen werden gestartet, eine davon ist der Host außerhalb</translation>
    </message>
    <message>
        <source>starting 1 machine more</source>
        <translation>1 weitere Maschine wird gestartet</translation>
    </message>
    <message>
        <source>starts again, for the design wires it otherwise</source>
        <translation>startet neu, denn der Entwurf verkabelt sie anders</translation>
    </message>
    <message>
        <source>trying %1 unanswered connections a second time</source>
        <translation>%1 unbeantwortete Verbindungen werden ein zweites Mal versucht</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>%1 is no field that is known here, did you mean &quot;%2&quot;? It is kept as it is</source>
        <translation>%1 ist kein Feld, das hier bekannt ist; meinten Sie „%2“? Es bleibt, wie es ist</translation>
    </message>
    <message>
        <source>%1 is no field that is known here, did you mean &quot;%2&quot;? Without it the policy would mean something else</source>
        <translation>%1 ist kein Feld, das hier bekannt ist; meinten Sie „%2“? Ohne es hieße die Richtlinie etwas anderes</translation>
    </message>
    <message>
        <source>%1 is no field that is known here; it is kept as it is</source>
        <translation>%1 ist kein Feld, das hier bekannt ist; es bleibt, wie es ist</translation>
    </message>
    <message>
        <source>%1 is no field that is known here; without it the policy would mean something else</source>
        <translation>%1 ist kein Feld, das hier bekannt ist; ohne es hieße die Richtlinie etwas anderes</translation>
    </message>
    <message>
        <source>%1 told %2 of it: next hop %3, AS path &quot;%4&quot;, local preference %5; nothing leads to that next hop</source>
        <translation>%1 erzählte %2 davon: nächster Hop %3, AS-Pfad „%4“, lokale Präferenz %5; nichts führt zu diesem nächsten Hop</translation>
    </message>
    <message>
        <source>%2 refuses it from %1: %3[%4] of the BGPFilter %5 rejects it</source>
        <translation>%2 lehnt es von %1 ab: %3[%4] des BGPFilter %5 verwirft es</translation>
    </message>
    <message>
        <source>&quot;- &quot; begins a list item where none can stand; write it on a line of its own</source>
        <translation>„- “ beginnt einen Listeneintrag, wo keiner stehen kann; schreiben Sie ihn in eine eigene Zeile</translation>
    </message>
    <message>
        <source>&quot;: &quot; begins a mapping where none can stand; indent the line as its neighbours are, or put the text in quotes</source>
        <translation>„: “ beginnt eine Zuordnung, wo keine stehen kann; rücken Sie die Zeile wie ihre Nachbarn ein, oder setzen Sie den Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>&quot;? &quot; begins a key where none can stand; put the text in quotes</source>
        <translation>„? “ beginnt einen Schlüssel, wo keiner stehen kann; setzen Sie den Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>a value is missing here; the one before it ended too early, or the text is cut off</source>
        <translation>hier fehlt ein Wert; der davor endete zu früh, oder der Text ist abgeschnitten</translation>
    </message>
    <message>
        <source>another document or text begins here; separate documents by a line &quot;---&quot;</source>
        <translation>hier beginnt ein weiteres Dokument oder ein weiterer Text; trennen Sie Dokumente durch eine Zeile „---“</translation>
    </message>
    <message>
        <source>here should stand &quot;,&quot; or the &quot;]&quot; of the list that began in line %1</source>
        <translation>hier müsste „,“ stehen oder das „]“ der Liste, die in Zeile %1 begann</translation>
    </message>
    <message>
        <source>here should stand &quot;,&quot; or the &quot;}&quot; of the mapping that began in line %1</source>
        <translation>hier müsste „,“ stehen oder das „}“ der Zuordnung, die in Zeile %1 begann</translation>
    </message>
    <message>
        <source>here should stand another &quot;- &quot; of the list that began in line %1; check the indentation</source>
        <translation>hier müsste ein weiteres „- “ der Liste stehen, die in Zeile %1 begann; prüfen Sie die Einrückung</translation>
    </message>
    <message>
        <source>here should stand another key of the mapping that began in line %1; check the indentation and the quotes</source>
        <translation>hier müsste ein weiterer Schlüssel der Zuordnung stehen, die in Zeile %1 begann; prüfen Sie die Einrückung und die Anführungszeichen</translation>
    </message>
    <message>
        <source>hexadecimal digits are missing behind this escape</source>
        <translation>hinter dieser Escape-Folge fehlen hexadezimale Ziffern</translation>
    </message>
    <message>
        <source>it is ready</source>
        <translation>er ist bereit</translation>
    </message>
    <message>
        <source>no pod of the namespace &quot;%1&quot; matches the podSelector %2, so the policy has no effect; check the labels</source>
        <translation>kein Pod des Namensraums „%1“ passt zum podSelector %2, so dass die Richtlinie nichts bewirkt; prüfen Sie die Labels</translation>
    </message>
    <message>
        <source>no pod of the namespace &quot;%1&quot; matches the podSelector %2; check the labels, or add a namespaceSelector when the pods are in another namespace</source>
        <translation>kein Pod des Namensraums „%1“ passt zum podSelector %2; prüfen Sie die Labels, oder fügen Sie einen namespaceSelector hinzu, wenn die Pods in einem anderen Namensraum sind</translation>
    </message>
    <message>
        <source>no pod of the namespaces that match %1 matches the podSelector %2; both must hold for one pod (write two list items where either is enough)</source>
        <translation>kein Pod der Namensräume, die zu %1 passen, passt zum podSelector %2; beides muss für einen Pod gelten (schreiben Sie zwei Listeneinträge, wenn eines genügt)</translation>
    </message>
    <message>
        <source>no pod there has all these labels at once</source>
        <translation>kein Pod dort hat alle diese Labels zugleich</translation>
    </message>
    <message>
        <source>no pod there has the label %3</source>
        <translation>kein Pod dort hat das Label %3</translation>
    </message>
    <message>
        <source>only YAML 1.1 and 1.2 are read; leave out the line %YAML</source>
        <translation>nur YAML 1.1 und 1.2 werden gelesen; lassen Sie die Zeile %YAML weg</translation>
    </message>
    <message>
        <source>only a comment can stand behind this; begin a new line</source>
        <translation>dahinter kann nur ein Kommentar stehen; beginnen Sie eine neue Zeile</translation>
    </message>
    <message>
        <source>the %1 rules only deny, and the tier &quot;%2&quot; denies what none of its rules decided: everything is denied to %3; add a last rule with the action Pass or Allow if that is not meant</source>
        <translation>die %1-Regeln verbieten nur, und die Stufe „%2“ verbietet, was keine ihrer Regeln entschied: %3 ist alles verboten; fügen Sie eine letzte Regel mit der Aktion Pass oder Allow an, wenn das nicht gemeint ist</translation>
    </message>
    <message>
        <source>the %1 rules only log, and the tier &quot;%2&quot; denies what none of its rules decided: %3 is cut off; add a rule with the action Pass or Allow behind them</source>
        <translation>die %1-Regeln protokollieren nur, und die Stufe „%2“ verbietet, was keine ihrer Regeln entschied: %3 ist abgeschnitten; fügen Sie dahinter eine Regel mit der Aktion Pass oder Allow an</translation>
    </message>
    <message>
        <source>the name of an anchor or alias has letters, digits, &quot;-&quot; and &quot;_&quot;; put a text in quotes</source>
        <translation>der Name eines Ankers oder Alias hat Buchstaben, Ziffern, „-“ und „_“; setzen Sie einen Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>the pods there have %3</source>
        <translation>die Pods dort haben %3</translation>
    </message>
    <message>
        <source>the prefix of this tag is declared nowhere; leave out the tag</source>
        <translation>das Präfix dieses Tags ist nirgends erklärt; lassen Sie das Tag weg</translation>
    </message>
    <message>
        <source>the text in quotes that began in line %1 is never closed</source>
        <translation>der Text in Anführungszeichen, der in Zeile %1 begann, wird nie geschlossen</translation>
    </message>
    <message>
        <source>this character cannot begin a text; put the text in quotes</source>
        <translation>dieses Zeichen kann keinen Text beginnen; setzen Sie den Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>this escape stands for no character</source>
        <translation>diese Escape-Folge steht für kein Zeichen</translation>
    </message>
    <message>
        <source>this is no escape that a text in double quotes knows; write &quot;\\&quot; for a backslash</source>
        <translation>das ist keine Escape-Folge, die ein Text in doppelten Anführungszeichen kennt; schreiben Sie „\\“ für einen Rückstrich</translation>
    </message>
    <message>
        <source>this line is no &quot;key: value&quot;; a &quot;:&quot; and a blank are missing</source>
        <translation>diese Zeile ist kein „Schlüssel: Wert“; ein „:“ und ein Leerzeichen fehlen</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 above it matches all that it matches, and its action is %3; move this rule before it, or narrow the other one</source>
        <translation>diese Regel entscheidet nie etwas: die %1-Regel %2 darüber passt auf alles, worauf sie passt, und ihre Aktion ist %3; stellen Sie diese Regel davor, oder engen Sie die andere ein</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 above it matches all that it matches, and its action is %3; take one of them away</source>
        <translation>diese Regel entscheidet nie etwas: die %1-Regel %2 darüber passt auf alles, worauf sie passt, und ihre Aktion ist %3; nehmen Sie eine der beiden weg</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 of %4 comes first, matches all that it matches, and its action is %3; move this rule before it, or narrow the other one</source>
        <translation>diese Regel entscheidet nie etwas: die %1-Regel %2 von %4 kommt zuerst, passt auf alles, worauf sie passt, und ihre Aktion ist %3; stellen Sie diese Regel davor, oder engen Sie die andere ein</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 of %4 comes first, matches all that it matches, and its action is %3; take one of them away</source>
        <translation>diese Regel entscheidet nie etwas: die %1-Regel %2 von %4 kommt zuerst, passt auf alles, worauf sie passt, und ihre Aktion ist %3; nehmen Sie eine der beiden weg</translation>
    </message>
    <message>
        <source>wait until it is ready: %1</source>
        <translation>warten, bis er bereit ist: %1</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be TCP, UDP or SCTP</source>
        <translation>%1 ist „%2“; es muss TCP, UDP oder SCTP sein</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255</source>
        <translation>%1 ist „%2“; es muss TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite oder eine Zahl von 1 bis 255 sein</translation>
    </message>
    <message>
        <source>%1 is not ready in time: %2</source>
        <translation>%1 ist nicht rechtzeitig bereit: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1; &quot;podloom --help&quot; shows every option</source>
        <translation>%1; „podloom --help“ zeigt jede Option</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must have at most 253 lower-case letters, digits, &quot;-&quot; and &quot;.&quot;, and begin and end with a letter or digit</source>
        <translation>„%1“ darf höchstens 253 Kleinbuchstaben, Ziffern, „-“ und „.“ haben und muss mit Buchstabe oder Ziffer beginnen und enden</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must have at most 63 lower-case letters, digits and &quot;-&quot;, and begin and end with a letter or digit</source>
        <translation>„%1“ darf höchstens 63 Kleinbuchstaben, Ziffern und „-“ haben und muss mit Buchstabe oder Ziffer beginnen und enden</translation>
    </message>
    <message>
        <source>etcd says: %1</source>
        <translation>etcd sagt: %1</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>es wurde abgebrochen</translation>
    </message>
    <message>
        <source>podloom-node %1 failed: %2</source>
        <translation>podloom-node %1 ist gescheitert: %2</translation>
    </message>
    <message>
        <source>the inventory of the lab is damaged</source>
        <translation>das Inventar des Labors ist beschädigt</translation>
    </message>
    <message>
        <source>there is no object %1 in the design; did you mean %2?</source>
        <translation>es gibt kein Objekt %1 im Entwurf; meinten Sie %2?</translation>
    </message>
    <message>
        <source>it goes round in a loop, through %1 again</source>
        <translation>es läuft im Kreis, wieder durch %1</translation>
    </message>
    <message>
        <source>its answer goes round in a loop, through %1 again</source>
        <translation>seine Antwort läuft im Kreis, wieder durch %1</translation>
    </message>
    <message>
        <source>its way ends at %1, which drops it</source>
        <translation>sein Weg endet bei %1, das es verwirft</translation>
    </message>
    <message>
        <source>its way ends at %1, which has no route</source>
        <translation>sein Weg endet bei %1, das keine Route hat</translation>
    </message>
    <message>
        <source>its way ends at %1: nobody has the next hop</source>
        <translation>sein Weg endet bei %1: niemand hat den nächsten Hop</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1, which drops it</source>
        <translation>der Weg seiner Antwort endet bei %1, das sie verwirft</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1, which has no route</source>
        <translation>der Weg seiner Antwort endet bei %1, das keine Route hat</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1: nobody has the next hop</source>
        <translation>der Weg seiner Antwort endet bei %1: niemand hat den nächsten Hop</translation>
    </message>
    <message>
        <source>make Pod %1 again: %2</source>
        <translation>Pod %1 neu anlegen: %2</translation>
    </message>
    <message>
        <source>no node that answers has given it</source>
        <translation>kein Knoten, der antwortet, hat sie vergeben</translation>
    </message>
    <message>
        <source>the lab has the pool %1 (%2), which the design does not have and whose addresses its pool %3 (%4) has too: write %1 into the design in place of %3 (after &quot;ipam split&quot; all parts of it), or have an agent delete it: podloom-agentd delete IPPool/%1</source>
        <translation>das Labor hat den Pool %1 (%2), den der Entwurf nicht hat und dessen Adressen auch sein Pool %3 (%4) hat: %1 anstelle von %3 in den Entwurf schreiben (nach „ipam split“ alle Teile), oder einen Agenten ihn löschen lassen: podloom-agentd delete IPPool/%1</translation>
    </message>
    <message>
        <source>no agent answers on %1</source>
        <translation>auf %1 antwortet kein Agent</translation>
    </message>
    <message>
        <source>end the machine %1, for the design has it no more</source>
        <translation>die Maschine %1 beenden, denn im Entwurf gibt es sie nicht mehr</translation>
    </message>
    <message>
        <source>end the machine %1, for the design has it no more; pods that run there: %2</source>
        <translation>die Maschine %1 beenden, denn im Entwurf gibt es sie nicht mehr; Pods, die dort laufen: %2</translation>
    </message>
    <message>
        <source>leave %1 out of the lab, for the design has it no more; what is installed there stays</source>
        <translation>%1 aus dem Labor nehmen, denn im Entwurf gibt es die Maschine nicht mehr; was dort installiert ist, bleibt</translation>
    </message>
    <message>
        <source>reach %1 over SSH and set it up</source>
        <translation>%1 über SSH erreichen und einrichten</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the design wires it otherwise</source>
        <translation>die Maschine %1 neu starten, denn der Entwurf verkabelt sie anders</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the design wires it otherwise; pods that run there: %2</source>
        <translation>die Maschine %1 neu starten, denn der Entwurf verkabelt sie anders; Pods, die dort laufen: %2</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the lab&apos;s store begins anew</source>
        <translation>die Maschine %1 neu starten, denn der Speicher des Labors beginnt von vorn</translation>
    </message>
    <message>
        <source>start the machine %1 and set it up</source>
        <translation>die Maschine %1 starten und einrichten</translation>
    </message>
    <message>
        <source>wire the machine %1 to more</source>
        <translation>die Maschine %1 weiter verkabeln</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; takes the place of the default pools of the cluster, and no pool gives %2 addresses any more: pods get none; add a pool with %3, or give the Cluster podCIDRs without %2</source>
        <translation>der Pool „%1“ tritt an die Stelle der Vorgabe-Pools des Clusters, und kein Pool vergibt mehr %2-Adressen: Pods bekommen keine; fügen Sie einen Pool mit %3 hinzu, oder geben Sie dem Cluster podCIDRs ohne %2</translation>
    </message>
    <message>
        <source>there is no way between the node &quot;%1&quot; (and %3 more beside it) and the node &quot;%2&quot;: no Link and no router joins their networks, so that neither pods nor BGP get from one to the other; draw a Link between them, or from each to a router (machines without any Link share a network of their own)</source>
        <translation>zwischen dem Knoten „%1“ (und %3 weiteren neben ihm) und dem Knoten „%2“ gibt es keinen Weg: weder ein Link noch ein Router verbindet ihre Netze, so dass weder Pods noch BGP vom einen zum anderen kommen; zeichnen Sie einen Link zwischen ihnen, oder von jedem zu einem Router (Maschinen ganz ohne Link teilen sich ein eigenes Netz)</translation>
    </message>
    <message>
        <source>there is no way between the nodes &quot;%1&quot; and &quot;%2&quot;: no Link and no router joins their networks, so that neither pods nor BGP get from one to the other; draw a Link between them, or from each to a router (machines without any Link share a network of their own)</source>
        <translation>zwischen den Knoten „%1“ und „%2“ gibt es keinen Weg: weder ein Link noch ein Router verbindet ihre Netze, so dass weder Pods noch BGP vom einen zum anderen kommen; zeichnen Sie einen Link zwischen ihnen, oder von jedem zu einem Router (Maschinen ganz ohne Link teilen sich ein eigenes Netz)</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was read</source>
        <translation>%1 wurde von einem anderen Programm geändert, seit es gelesen wurde</translation>
    </message>
    <message>
        <source>the manifest was changed elsewhere where you typed: copy what you need and discard the rest to see it</source>
        <translation>das Manifest wurde an derselben Stelle auch anderswo geändert: kopieren Sie, was Sie brauchen, und verwerfen Sie den Rest, um es zu sehen</translation>
    </message>
    <message>
        <source>this text is not in the design any more: undo what took it away, or discard it</source>
        <translation>dieser Text ist nicht mehr im Entwurf: machen Sie rückgängig, was ihn entfernt hat, oder verwerfen Sie ihn</translation>
    </message>
    <message>
        <source>%1 is a %2: it is drawn and predicted, but a lab does not run it (engine: external)</source>
        <translation>%1 ist ein %2: er wird gezeichnet und vorhergesagt, aber ein Labor führt ihn nicht aus (engine: external)</translation>
    </message>
    <message>
        <source>%1 stays as the design has it already</source>
        <translation>%1 bleibt, wie der Entwurf es schon hat</translation>
    </message>
    <message>
        <source>%1 × %2 come along in the files, but Podloom knows nothing of this kind: they are neither drawn nor checked</source>
        <translation>%1 × %2 kommen in den Dateien mit, aber Podloom kennt diese Art nicht: sie werden weder gezeichnet noch geprüft</translation>
    </message>
    <message>
        <source>Secret %1/%2 is left out: a design holds no secrets; labs make or ask for theirs</source>
        <translation>Secret %1/%2 wird ausgelassen: ein Entwurf enthält keine Geheimnisse; Labore machen ihre eigenen oder fragen danach</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is left out: say it with pools, links and policies</source>
        <translation>„%1“ wird ausgelassen: sagen Sie es mit Pools, Verbindungen und Richtlinien</translation>
    </message>
    <message>
        <source>&quot;%2&quot; of %1 is left out: it says how the container starts, which a design has no place for</source>
        <translation>„%2“ von %1 wird ausgelassen: es sagt, wie der Container startet; dafür hat ein Entwurf keinen Platz</translation>
    </message>
    <message>
        <source>link %1 is left out: an end of it is outside the topology (host, management network, macvlan)</source>
        <translation>Verbindung %1 wird ausgelassen: ein Ende liegt außerhalb der Topologie (Host, Verwaltungsnetz, macvlan)</translation>
    </message>
    <message>
        <source>link %1 is left out: it has one end alone, or ends that are no nodes</source>
        <translation>Verbindung %1 wird ausgelassen: sie hat nur ein Ende, oder Enden, die keine Knoten sind</translation>
    </message>
    <message>
        <source>modules %1 are left out: a design knows BGP alone</source>
        <translation>Module %1 werden ausgelassen: ein Entwurf kennt nur BGP</translation>
    </message>
    <message>
        <source>%1 belongs to a pod of the node %2</source>
        <translation>%1 gehört einem Pod des Knotens %2</translation>
    </message>
    <message>
        <source>%1 can be had when the blocks of another size are empty that are in the way of %2</source>
        <translation>%1 ist zu haben, sobald die Blöcke anderer Größe leer sind, die %2 im Weg stehen</translation>
    </message>
    <message>
        <source>%1 is of the block %2 of the node %3, and under strictAffinity no node lends addresses</source>
        <translation>%1 liegt im Block %2 des Knotens %3, und unter strictAffinity verleiht kein Knoten Adressen</translation>
    </message>
    <message>
        <source>no IPv%1 address is left for pods on the node %2</source>
        <translation>für Pods auf dem Knoten %2 ist keine IPv%1-Adresse mehr frei</translation>
    </message>
    <message>
        <source>the node %2 holds %1 for pods of its own</source>
        <translation>der Knoten %2 hält %1 für eigene Pods</translation>
    </message>
    <message>
        <source>%1 stands in no file of the design: rename what makes it</source>
        <translation>%1 steht in keiner Datei des Entwurfs: benennen Sie um, was es erzeugt</translation>
    </message>
    <message>
        <source>an object needs a name</source>
        <translation>ein Objekt braucht einen Namen</translation>
    </message>
    <message>
        <source>there is %1 already: choose another name</source>
        <translation>es gibt %1 schon: wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>the file %1 cannot be written: %2</source>
        <translation>die Datei %1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>%1 of the %2 pods of the cluster &quot;%3&quot; get no %4 address, as on the node &quot;%5&quot;: a node takes %6 blocks at most, and the largest pool, &quot;%7&quot;, has %8 blocks of %9 addresses; add nodes, write an IPPool with larger blocks (blockSize) or a larger cidr, or raise maxBlocksPerHost</source>
        <translation>%1 der %2 Pods des Clusters „%3“ bekommen keine %4-Adresse, etwa auf dem Knoten „%5“: ein Knoten nimmt höchstens %6 Blöcke, und der größte Pool, „%7“, hat %8 Blöcke mit je %9 Adressen; fügen Sie Knoten hinzu, schreiben Sie einen IPPool mit größeren Blöcken (blockSize) oder größerem cidr, oder erhöhen Sie maxBlocksPerHost</translation>
    </message>
    <message>
        <source>%1 pods of the cluster &quot;%2&quot; need addresses of the family of %3, and its default pools have %4: write a Cluster with larger podCIDRs, or an IPPool with a larger cidr</source>
        <translation>%1 Pods des Clusters „%2“ brauchen Adressen der Familie von %3, und seine Vorgabe-Pools haben %4: schreiben Sie einen Cluster mit größeren podCIDRs, oder einen IPPool mit größerem cidr</translation>
    </message>
    <message>
        <source>%1: all addresses there are cannot be a pool, since some have another meaning everywhere: give it a network of its own</source>
        <translation>%1: alle Adressen überhaupt können kein Pool sein, denn manche haben eine andere Bedeutung: geben Sie ihm ein eigenes Netz</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>+%1 more</source>
        <translation>+%1 weitere</translation>
    </message>
</context>
<context>
    <name>PolicyPicture</name>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1-Datei</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Laufwerk</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Suchen in:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Dateien des Typs:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Wählen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Ordner suchen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Übergeordneter Ordner</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Vorgehen</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Zum übergeordneten Ordner gehen</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Einen neuen Ordner anlegen</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Als Liste zeigen</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Mit Einzelheiten zeigen</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Neuer Ordner</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Versteckte Dateien zeigen</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Zuletzt besucht</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 gibt es schon.
Wollen Sie es ersetzen?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Diese Datei gibt es nicht.
Bitte prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Diesen Ordner gibt es nicht.
Bitte prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>Wollen Sie „%1“ wirklich löschen?</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Der Ordner konnte nicht gelöscht werden.</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Geändert am</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>up</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>changing</source>
        <translation>im Wechsel</translation>
    </message>
    <message>
        <source>down</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>egress</source>
        <translation>Egress</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>Ingress</translation>
    </message>
    <message>
        <source>never</source>
        <translation>sie passt nie</translation>
    </message>
    <message>
        <source>family</source>
        <translation>die Adressfamilie</translation>
    </message>
    <message>
        <source>source</source>
        <translation>die Quelle</translation>
    </message>
    <message>
        <source>destination</source>
        <translation>das Ziel</translation>
    </message>
    <message>
        <source>protocol</source>
        <translation>das Protokoll</translation>
    </message>
    <message>
        <source>port</source>
        <translation>der Port</translation>
    </message>
    <message>
        <source>icmp-type</source>
        <translation>der ICMP-Typ</translation>
    </message>
    <message>
        <source>an operator or the end of the selector is expected</source>
        <translation>ein Operator oder das Ende des Selektors wird erwartet</translation>
    </message>
    <message>
        <source>the selector is nested too deeply</source>
        <translation>der Selektor ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>a closing parenthesis is missing</source>
        <translation>eine schließende Klammer fehlt</translation>
    </message>
    <message>
        <source>all() and global() take nothing between their parentheses</source>
        <translation>all() und global() haben nichts zwischen ihren Klammern</translation>
    </message>
    <message>
        <source>a label, has(), all() or a parenthesis is expected</source>
        <translation>ein Label, has(), all() oder eine Klammer wird erwartet</translation>
    </message>
    <message>
        <source>==, !=, in, not in, contains, starts with or ends with is expected</source>
        <translation>==, !=, in, not in, contains, starts with oder ends with wird erwartet</translation>
    </message>
    <message>
        <source>a text in quotes is expected</source>
        <translation>ein Text in Anführungszeichen wird erwartet</translation>
    </message>
    <message>
        <source>the closing quote is missing</source>
        <translation>das schließende Anführungszeichen fehlt</translation>
    </message>
    <message>
        <source>a set in braces is expected</source>
        <translation>eine Menge in geschweiften Klammern wird erwartet</translation>
    </message>
    <message>
        <source>a comma or a closing brace is expected</source>
        <translation>ein Komma oder eine schließende geschweifte Klammer wird erwartet</translation>
    </message>
</context>
<context>
    <name>podloom::app</name>
    <message>
        <source>VXLAN</source>
        <translation>VXLAN</translation>
    </message>
    <message>
        <source>native, VXLAN across subnets</source>
        <translation>ohne Kapselung, VXLAN zwischen Subnetzen</translation>
    </message>
    <message>
        <source>IPIP</source>
        <translation>IPIP</translation>
    </message>
    <message>
        <source>native, IPIP across subnets</source>
        <translation>ohne Kapselung, IPIP zwischen Subnetzen</translation>
    </message>
    <message>
        <source>native routing</source>
        <translation>ohne Kapselung</translation>
    </message>
    <message>
        <source>BGP over reflectors</source>
        <translation>BGP über Reflektoren</translation>
    </message>
    <message>
        <source>BGP with routers</source>
        <translation>BGP mit Routern</translation>
    </message>
    <message>
        <source>BGP mesh</source>
        <translation>BGP-Mesh</translation>
    </message>
    <message>
        <source>FRR</source>
        <translation>FRR</translation>
    </message>
    <message>
        <source>external</source>
        <translation>extern</translation>
    </message>
    <message>
        <source>BIRD</source>
        <translation>BIRD</translation>
    </message>
    <message>
        <source>The two ends share no address family.</source>
        <translation>Die beiden Enden haben keine gemeinsame Adressfamilie.</translation>
    </message>
    <message>
        <source>The source may send it, and the destination lets it in.</source>
        <translation>Die Quelle darf es senden, und das Ziel lässt es herein.</translation>
    </message>
    <message>
        <source>The source may not send it, and the destination would not let it in.</source>
        <translation>Die Quelle darf es nicht senden, und das Ziel ließe es nicht herein.</translation>
    </message>
    <message>
        <source>The source may send it, but the destination does not let it in.</source>
        <translation>Die Quelle darf es senden, aber das Ziel lässt es nicht herein.</translation>
    </message>
    <message>
        <source>The source may not send it; the destination would let it in.</source>
        <translation>Die Quelle darf es nicht senden; das Ziel ließe es herein.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Is this the right machine?</source>
        <translation>Ist das die richtige Maschine?</translation>
    </message>
    <message>
        <source>%1, port %2, has never been seen before. Compare its key with what its owner or its console says; if you trust it, a different key will be refused from now on.</source>
        <translation>%1, Port %2, wurde noch nie gesehen. Vergleichen Sie den Schlüssel mit dem, was der Besitzer oder die Konsole sagt; wenn Sie ihm vertrauen, wird von nun an jeder andere Schlüssel abgelehnt.</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>Diesem Schlüssel vertrauen</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Passphrase des Schlüssels</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>%1 is locked. The passphrase is used once and kept nowhere.</source>
        <translation>%1 ist verschlossen. Die Passphrase wird einmal benutzt und nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 asks for a password. It is used once and kept nowhere.</source>
        <translation>%1 fragt nach einem Passwort. Es wird einmal benutzt und nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>own block</source>
        <translation>eigener Block</translation>
    </message>
    <message>
        <source>nothing leads to its next hop</source>
        <translation>nichts führt zu seinem nächsten Hop</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>noch keine Adresse</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>AS %1 · %2 · %3</source>
        <translation>AS %1 · %2 · %3</translation>
    </message>
    <message>
        <source>iBGP</source>
        <translation>iBGP</translation>
    </message>
    <message>
        <source>eBGP</source>
        <translation>eBGP</translation>
    </message>
    <message>
        <source>will not come up: %1</source>
        <translation>kommt nicht zustande: %1</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 blocks</source>
        <translation>%1 · %2 von %3 Blöcken</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
    <message>
        <source>1 block</source>
        <translation>1 Block</translation>
    </message>
    <message>
        <source>%1 blocks</source>
        <translation>%1 Blöcke</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>%1 · %2 pods</source>
        <translation>%1 · %2 Pods</translation>
    </message>
    <message>
        <source>more than enough</source>
        <translation>mehr als genug</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · free, %2 may hand it out</source>
        <translation>%1 · frei, %2 darf sie vergeben</translation>
    </message>
    <message>
        <source>%1 · lent to %2</source>
        <translation>%1 · an %2 verliehen</translation>
    </message>
    <message>
        <source>%1 · reserved, never handed out</source>
        <translation>%1 · reserviert, wird nie vergeben</translation>
    </message>
    <message>
        <source>%1 · free</source>
        <translation>%1 · frei</translation>
    </message>
    <message>
        <source>%1 on %2 · %3 of %4 addresses used</source>
        <translation>%1 auf %2 · %3 von %4 Adressen benutzt</translation>
    </message>
    <message>
        <source>Unused: room for %1 nodes with a block each</source>
        <translation>Unbenutzt: Platz für %1 Knoten mit je einem Block</translation>
    </message>
    <message>
        <source>Full: the next pod gets no address</source>
        <translation>Voll: Der nächste Pod bekommt keine Adresse</translation>
    </message>
    <message>
        <source>No block is left: the next node borrows its addresses one by one; %1 are free</source>
        <translation>Kein Block ist übrig: Der nächste Knoten leiht Adressen einzeln; %1 sind frei</translation>
    </message>
    <message>
        <source>Room for more nodes and pods than anybody has</source>
        <translation>Platz für mehr Knoten und Pods, als jemand hat</translation>
    </message>
    <message>
        <source>Room for %1 more nodes like the %2 of today; %3 addresses are free</source>
        <translation>Platz für noch %1 Knoten wie die heutigen %2; %3 Adressen sind frei</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nirgends</translation>
    </message>
    <message>
        <source>rack %1</source>
        <translation>Rack %1</translation>
    </message>
    <message>
        <source>Policies allow it on both ends, but no route leads there and back: Trace shows where it ends.</source>
        <translation>Die Policies beider Enden erlauben es, aber keine Route führt hin und zurück: „Weg“ zeigt, wo er endet.</translation>
    </message>
</context>
<context>
    <name>podloom::app::Actions</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>podloom::app::AddTiles</name>
    <message>
        <source>Adds a cluster with the next AS number</source>
        <translation>Fügt einen Cluster mit der nächsten AS-Nummer hinzu</translation>
    </message>
    <message>
        <source>Adds a node, in the rack of the chosen one</source>
        <translation>Fügt einen Knoten hinzu, im Rack des gewählten</translation>
    </message>
    <message>
        <source>Adds a deployment of two pods to the namespace of what is chosen</source>
        <translation>Fügt dem Namensraum des Gewählten ein Deployment mit zwei Pods hinzu</translation>
    </message>
    <message>
        <source>Adds a pool with a CIDR that is free</source>
        <translation>Fügt einen Pool mit freiem CIDR hinzu</translation>
    </message>
    <message>
        <source>Isolates the chosen workload; with two chosen, lets the first reach the one chosen last; with none, isolates a namespace</source>
        <translation>Isoliert die gewählte Workload; sind zwei gewählt, darf die erste die zuletzt gewählte erreichen; ist keine gewählt, wird ein Namensraum isoliert</translation>
    </message>
    <message>
        <source>Adds a service for the chosen workload</source>
        <translation>Fügt einen Service für die gewählte Workload hinzu</translation>
    </message>
    <message>
        <source>Adds a router with the next AS number</source>
        <translation>Fügt einen Router mit der nächsten AS-Nummer hinzu</translation>
    </message>
    <message>
        <source>Joins the chosen nodes and routers by a wire</source>
        <translation>Verbindet die gewählten Knoten und Router mit einem Kabel</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>Workload</translation>
    </message>
    <message>
        <source>IP pool</source>
        <translation>IP-Pool</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
</context>
<context>
    <name>podloom::app::AddressPanel</name>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Blocks of the pool</source>
        <translation>Blöcke des Pools</translation>
    </message>
    <message>
        <source>Addresses of the block</source>
        <translation>Adressen des Blocks</translation>
    </message>
    <message>
        <source>Filled: used by pods · tinted: the node may hand it out · dashed: lent to another node · empty: free · hatched: reserved</source>
        <translation>Gefüllt: von Pods benutzt · getönt: der Knoten darf sie vergeben · gestrichelt: an einen anderen Knoten verliehen · leer: frei · schraffiert: reserviert</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>No pools yet</source>
        <translation>Noch keine Pools</translation>
    </message>
    <message>
        <source>Add an IP pool, and its blocks and addresses stand here.</source>
        <translation>Fügen Sie einen IP-Pool hinzu, dann stehen hier seine Blöcke und Adressen.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 blocks claimed</source>
        <translation>%1: %2 von %3 Blöcken belegt</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>No node has a block of it</source>
        <translation>Kein Knoten hat einen Block davon</translation>
    </message>
</context>
<context>
    <name>podloom::app::BottomPanel</name>
    <message>
        <source>Panels</source>
        <translation>Bereiche</translation>
    </message>
</context>
<context>
    <name>podloom::app::BulkDialog</name>
    <message>
        <source>Link by pattern</source>
        <translation>Nach Muster verbinden</translation>
    </message>
    <message>
        <source>each with each</source>
        <translation>jede mit jeder</translation>
    </message>
    <message>
        <source>in pairs</source>
        <translation>paarweise</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>reihum</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>Maschinen</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Names of nodes and routers; * stands for any letters, ? for one.</source>
        <translation>Namen von Knoten und Routern; * steht für beliebige Zeichen, ? für eines.</translation>
    </message>
    <message>
        <source>Add links</source>
        <translation>Verbindungen hinzufügen</translation>
    </message>
    <message>
        <source>1 link</source>
        <translation>1 Verbindung</translation>
    </message>
    <message>
        <source>%1 links</source>
        <translation>%1 Verbindungen</translation>
    </message>
    <message>
        <source>Add 1 link</source>
        <translation>1 Verbindung hinzufügen</translation>
    </message>
    <message>
        <source>Add %1 links</source>
        <translation>%1 Verbindungen hinzufügen</translation>
    </message>
    <message>
        <source>%1: done; Ctrl Z takes it back</source>
        <translation>%1: erledigt; Strg Z nimmt es zurück</translation>
    </message>
</context>
<context>
    <name>podloom::app::CanvasScene</name>
    <message>
        <source>Tidy up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Distribute %1 cards</source>
        <translation>%1 Karten verteilen</translation>
    </message>
    <message>
        <source>Align %1 cards</source>
        <translation>%1 Karten ausrichten</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Move %1 things</source>
        <translation>%1 Dinge verschieben</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>Notiz entfernen</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>A note of this drawing</source>
        <translation>Eine Notiz dieser Zeichnung</translation>
    </message>
    <message>
        <source>%1

Double-click to write, Del removes it. It stands in the layout beside the design.</source>
        <translation>%1

Ein Doppelklick öffnet sie zum Schreiben, Entf entfernt sie. Sie steht in der Anordnung neben dem Entwurf.</translation>
    </message>
    <message>
        <source>One node stands here.</source>
        <translation>Hier steht ein Knoten.</translation>
    </message>
    <message>
        <source>%1 nodes stand here.</source>
        <translation>Hier stehen %1 Knoten.</translation>
    </message>
    <message>
        <source>A rack is a label of its nodes: choose nodes and press Ctrl Shift G to have them stand in another one. Double-click the title to draw it as one card.</source>
        <translation>Ein Rack ist ein Label seiner Knoten: Knoten auswählen und Strg Umschalt G drücken, damit sie in einem anderen stehen. Ein Doppelklick auf den Titel zeichnet es als eine Karte.</translation>
    </message>
</context>
<context>
    <name>podloom::app::CanvasView</name>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
</context>
<context>
    <name>podloom::app::ClusterWizard</name>
    <message>
        <source>New cluster</source>
        <translation>Neuer Cluster</translation>
    </message>
    <message>
        <source>Say how large it shall be; Podloom chooses the numbers and says why. Everything can be changed afterwards, and one undo takes it all back.</source>
        <translation>Sagen Sie, wie groß er sein soll; Podloom wählt die Zahlen und sagt, warum. Alles lässt sich danach ändern, und ein Rückgängig nimmt alles zurück.</translation>
    </message>
    <message>
        <source>Add cluster</source>
        <translation>Cluster hinzufügen</translation>
    </message>
    <message>
        <source>A kubelet runs 110 pods unless it is told otherwise</source>
        <translation>Ein Kubelet führt 110 Pods aus, wenn man ihm nichts anderes sagt</translation>
    </message>
    <message>
        <source>What suits the size</source>
        <translation>Was zur Größe passt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Pods a node at most</source>
        <translation>Höchstens Pods je Knoten</translation>
    </message>
    <message>
        <source>Racks, leaves or sites</source>
        <translation>Racks, Leaves oder Standorte</translation>
    </message>
    <message>
        <source>How routes travel</source>
        <translation>Wie Routen sich verbreiten</translation>
    </message>
    <message>
        <source>What it will be, and why</source>
        <translation>Was es wird, und warum</translation>
    </message>
    <message>
        <source>Add cluster %1</source>
        <translation>Cluster %1 hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Added cluster %1 with %n objects</source>
        <translation>
            <numerusform>Cluster %1 mit %n Objekt hinzugefügt</numerusform>
            <numerusform>Cluster %1 mit %n Objekten hinzugefügt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>podloom::app::CommandPalette</name>
    <message>
        <source>Find an object or run an action</source>
        <translation>Ein Objekt finden oder eine Aktion ausführen</translation>
    </message>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>Nichts heißt „%1“</translation>
    </message>
</context>
<context>
    <name>podloom::app::CompareDialog</name>
    <message>
        <source>Compare with the disk</source>
        <translation>Mit dem Datenträger vergleichen</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Fremde Fassung nehmen</translation>
    </message>
    <message>
        <source>The files as they are on the disk; undo brings your version back.</source>
        <translation>Die Dateien, wie sie auf dem Datenträger liegen; Rückgängig bringt Ihre Fassung zurück.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Saves your version; undo brings theirs back.</source>
        <translation>Speichert Ihre Fassung; Rückgängig bringt die fremde zurück.</translation>
    </message>
    <message>
        <source>Lines with a minus stand only on the disk, where another program wrote them; lines with a plus only in your version.</source>
        <translation>Zeilen mit Minus stehen nur auf dem Datenträger, wohin sie ein anderes Programm schrieb; Zeilen mit Plus nur in Ihrer Fassung.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>Vorige Änderung</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>Nächste Änderung</translation>
    </message>
    <message>
        <source>Lines only on the disk: %1 · only in your version: %2</source>
        <translation>Zeilen nur auf der Platte: %1 · nur in Ihrer Fassung: %2</translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation>Änderung %1 von %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
</context>
<context>
    <name>podloom::app::Describer</name>
    <message>
        <source>rr</source>
        <translation>rr</translation>
    </message>
    <message>
        <source>AS %1</source>
        <translation>AS %1</translation>
    </message>
    <message>
        <source>No node suits</source>
        <translation>Kein Knoten passt</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>Noch keine Knoten</translation>
    </message>
    <message>
        <source>see Problems for the reason</source>
        <translation>der Grund steht unter Probleme</translation>
    </message>
    <message>
        <source>%1 pods wait; a lab brings nodes</source>
        <translation>%1 Pods warten; ein Labor bringt Knoten</translation>
    </message>
    <message>
        <source>%1: %2 of %3 addresses in %4 blocks</source>
        <translation>%1: %2 von %3 Adressen in %4 Blöcken</translation>
    </message>
    <message>
        <source>AS %1 · %2, %3</source>
        <translation>AS %1 · %2, %3</translation>
    </message>
    <message>
        <source>AS %1 · %2</source>
        <translation>AS %1 · %2</translation>
    </message>
    <message>
        <source>BGP %1/%2</source>
        <translation>BGP %1/%2</translation>
    </message>
    <message>
        <source>BGP %1</source>
        <translation>BGP %1</translation>
    </message>
    <message>
        <source>AS %1 · outside</source>
        <translation>AS %1 · außerhalb</translation>
    </message>
    <message>
        <source>will come up</source>
        <translation>kommt zustande</translation>
    </message>
    <message>
        <source>will not come up</source>
        <translation>kommt nicht zustande</translation>
    </message>
    <message>
        <source>%1 → %2, %3: %4</source>
        <translation>%1 → %2, %3: %4</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
</context>
<context>
    <name>podloom::app::Document</name>
    <message>
        <source>untitled</source>
        <translation>unbenannt</translation>
    </message>
    <message>
        <source>Restore unsaved edits</source>
        <translation>Ungespeicherte Änderungen wiederherstellen</translation>
    </message>
</context>
<context>
    <name>podloom::app::Editing</name>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Added %1</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>Nichts ist gewählt</translation>
    </message>
    <message>
        <source>What is chosen stands in no file: change the workload or Cluster that it comes from</source>
        <translation>Was gewählt ist, steht in keiner Datei: ändern Sie die Workload oder den Cluster, woher es kommt</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove %1 objects</source>
        <translation>%1 Objekte entfernen</translation>
    </message>
    <message>
        <source>%1; Ctrl Z brings it back</source>
        <translation>%1; Strg Z holt es zurück</translation>
    </message>
    <message>
        <source>BGP peer</source>
        <translation>BGP-Peer</translation>
    </message>
    <message>
        <source>Not protected by %1, which selects other pods too</source>
        <translation>Nicht geschützt durch %1: das wählt auch andere Pods</translation>
    </message>
    <message>
        <source>Added 1 copy</source>
        <translation>1 Kopie hinzugefügt</translation>
    </message>
    <message>
        <source>Added %1 copies</source>
        <translation>%1 Kopien hinzugefügt</translation>
    </message>
    <message>
        <source>What is chosen stands in no file: choose the workload or Cluster that it comes from</source>
        <translation>Was gewählt ist, steht in keiner Datei: wählen Sie die Workload oder den Cluster, woher es kommt</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Copied 1 object</source>
        <translation>1 Objekt kopiert</translation>
    </message>
    <message>
        <source>Copied %1 objects</source>
        <translation>%1 Objekte kopiert</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>“%1” cannot name a rack: at most 63 letters, digits, “-”, “_” and “.”, and a letter or digit at both ends</source>
        <translation>„%1“ kann kein Rack benennen: höchstens 63 Buchstaben, Ziffern, „-“, „_“ und „.“, und an beiden Enden ein Buchstabe oder eine Ziffer</translation>
    </message>
    <message>
        <source>The chosen nodes stand there already</source>
        <translation>Die gewählten Knoten stehen schon dort</translation>
    </message>
    <message>
        <source>Ungroup nodes</source>
        <translation>Gruppierung der Knoten aufheben</translation>
    </message>
    <message>
        <source>Group nodes as %1</source>
        <translation>Knoten als %1 gruppieren</translation>
    </message>
</context>
<context>
    <name>podloom::app::ExplainPanel</name>
    <message>
        <source>nearly</source>
        <translation>beinahe</translation>
    </message>
    <message>
        <source>egress</source>
        <translation>ausgehend</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>eingehend</translation>
    </message>
    <message>
        <source>Steps of the decision</source>
        <translation>Schritte der Entscheidung</translation>
    </message>
    <message>
        <source>Which connection?</source>
        <translation>Welche Verbindung?</translation>
    </message>
    <message>
        <source>Click a cell of the reachability matrix and every rule that decides about it stands here.</source>
        <translation>Klicken Sie auf eine Zelle der Matrix, und jede Regel, die darüber entscheidet, steht hier.</translation>
    </message>
    <message>
        <source>The design has errors</source>
        <translation>Der Entwurf hat Fehler</translation>
    </message>
    <message>
        <source>With a policy or pod that could not be read, an explanation would be a guess. Fix the errors in Problems first.</source>
        <translation>Mit einer Richtlinie oder einem Pod, die nicht gelesen werden konnten, wäre eine Erklärung geraten. Beheben Sie zuerst die Fehler unter Probleme.</translation>
    </message>
    <message>
        <source>No such connection any more</source>
        <translation>Diese Verbindung gibt es nicht mehr</translation>
    </message>
    <message>
        <source>, IPv4</source>
        <translation>, IPv4</translation>
    </message>
    <message>
        <source>, IPv6</source>
        <translation>, IPv6</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>allowed, no route</source>
        <translation>erlaubt, keine Route</translation>
    </message>
</context>
<context>
    <name>podloom::app::ExplanationModel</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>podloom::app::ExportDrawing</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>AS</source>
        <translation>AS</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>Blockgröße</translation>
    </message>
    <message>
        <source>Blocks used</source>
        <translation>Benutzte Blöcke</translation>
    </message>
    <message>
        <source>Addresses used</source>
        <translation>Benutzte Adressen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>Routers</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>gate: only what an arrow allows</source>
        <translation>Tor: nur, was ein Pfeil erlaubt</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>stopped there</source>
        <translation>dort aufgehalten</translation>
    </message>
</context>
<context>
    <name>podloom::app::FindBar</name>
    <message>
        <source>Name, kind, label or address</source>
        <translation>Name, Art, Label oder Adresse</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>In der Zeichnung suchen</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, not in this drawing</source>
        <translation>%1, nicht in dieser Zeichnung</translation>
    </message>
</context>
<context>
    <name>podloom::app::HelpDialogs</name>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Shift wheel</source>
        <translation>Umschalt und Rad</translation>
    </message>
    <message>
        <source>scroll sideways</source>
        <translation>seitwärts rollen</translation>
    </message>
    <message>
        <source>Middle button, or Space and left</source>
        <translation>Mittlere Taste, oder Leertaste und links</translation>
    </message>
    <message>
        <source>move the view</source>
        <translation>die Ansicht bewegen</translation>
    </message>
    <message>
        <source>Left on the ground</source>
        <translation>Links auf dem Grund</translation>
    </message>
    <message>
        <source>rubber band</source>
        <translation>Gummiband</translation>
    </message>
    <message>
        <source>Left on a card</source>
        <translation>Links auf einer Karte</translation>
    </message>
    <message>
        <source>choose it and move it</source>
        <translation>sie wählen und verschieben</translation>
    </message>
    <message>
        <source>Ctrl and left</source>
        <translation>Strg und links</translation>
    </message>
    <message>
        <source>choose one more</source>
        <translation>eine weitere wählen</translation>
    </message>
    <message>
        <source>Alt while dragging</source>
        <translation>Alt beim Ziehen</translation>
    </message>
    <message>
        <source>neither guides nor grid hold the card</source>
        <translation>weder Hilfslinien noch Raster halten die Karte</translation>
    </message>
    <message>
        <source>The dot beside a chosen card</source>
        <translation>Der Punkt neben einer gewählten Karte</translation>
    </message>
    <message>
        <source>drag it to another card to connect the two</source>
        <translation>auf eine andere Karte ziehen, um beide zu verbinden</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Rechte Taste</translation>
    </message>
    <message>
        <source>what can be done here</source>
        <translation>was hier getan werden kann</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>About Podloom</source>
        <translation>Über Podloom</translation>
    </message>
    <message>
        <source>Draw a cluster network, then run it.</source>
        <translation>Ein Clusternetz zeichnen und dann betreiben.</translation>
    </message>
    <message>
        <source>MIT licence. Uses Qt (LGPL), libyaml, libssh, SQLite and libnl; a lab&apos;s nodes run BIRD, etcd and nftables.</source>
        <translation>MIT-Lizenz. Benutzt Qt (LGPL), libyaml, libssh, SQLite und libnl; auf den Knoten eines Labors laufen BIRD, etcd und nftables.</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>move what is chosen; with Shift far, with Alt by a pixel</source>
        <translation>Ausgewähltes verschieben; mit Umschalt weit, mit Alt um ein Pixel</translation>
    </message>
    <message>
        <source>Ctrl and arrow keys</source>
        <translation>Strg und Pfeiltasten</translation>
    </message>
    <message>
        <source>choose the next card in that direction</source>
        <translation>die nächste Karte in dieser Richtung wählen</translation>
    </message>
</context>
<context>
    <name>podloom::app::ImportWizard</name>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Manifests from a cluster (kubectl get … -o yaml), a folder of them, or a topology of containerlab or netlab. What the design has already stays as it is.</source>
        <translation>Manifeste aus einem Cluster (kubectl get … -o yaml), ein Ordner davon oder eine Topologie von containerlab oder netlab. Was der Entwurf schon hat, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>Noch ist nichts gewählt.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Zu importierende Dateien</translation>
    </message>
    <message>
        <source>Manifests and topologies (*.yaml *.yml *.json)</source>
        <translation>Manifeste und Topologien (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>Zu importierender Ordner</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>What was understood, and what was not</source>
        <translation>Was verstanden wurde, und was nicht</translation>
    </message>
    <message numerus="yes">
        <source>Import %n objects</source>
        <translation>
            <numerusform>%n Objekt importieren</numerusform>
            <numerusform>%n Objekte importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Understood:</source>
        <translation>Verstanden:</translation>
    </message>
    <message>
        <source>Choose files or a folder: what is in them is shown here before anything is added.</source>
        <translation>Wählen Sie Dateien oder einen Ordner: was darin steht, wird hier gezeigt, bevor etwas hinzugefügt wird.</translation>
    </message>
    <message>
        <source>Everything was understood.</source>
        <translation>Alles wurde verstanden.</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n objects</source>
        <translation>
            <numerusform>%n Objekt importiert</numerusform>
            <numerusform>%n Objekte importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: nothing of a design</source>
        <translation>%1: nichts von einem Entwurf</translation>
    </message>
    <message>
        <source>a topology of containerlab</source>
        <translation>eine Topologie von containerlab</translation>
    </message>
    <message>
        <source>a topology of netlab</source>
        <translation>eine Topologie von netlab</translation>
    </message>
    <message>
        <source>manifests</source>
        <translation>Manifeste</translation>
    </message>
    <message>
        <source>%1: %2, 1 object</source>
        <translation>%1: %2, 1 Objekt</translation>
    </message>
    <message>
        <source>%1: %2, %3 objects</source>
        <translation>%1: %2, %3 Objekte</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Read:</source>
        <translation>Gelesen:</translation>
    </message>
    <message>
        <source>Not understood, changed or left out:</source>
        <translation>Nicht verstanden, geändert oder ausgelassen:</translation>
    </message>
</context>
<context>
    <name>podloom::app::InspectorPanel</name>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>BGP sessions</source>
        <translation>BGP-Sitzungen</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>BGP</source>
        <translation>BGP</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Parts of the inspector</source>
        <translation>Teile des Inspektors</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message>
        <source>Click a node, a pod, a pool or a policy to see everything about it.</source>
        <translation>Klicken Sie auf einen Knoten, Pod, Pool oder eine Richtlinie, um alles darüber zu sehen.</translation>
    </message>
    <message>
        <source>%1 · and %2 more selected</source>
        <translation>%1 · und %2 weitere gewählt</translation>
    </message>
    <message>
        <source>No pods here</source>
        <translation>Keine Pods hier</translation>
    </message>
    <message>
        <source>No workload of the design places a pod on it.</source>
        <translation>Keine Workload des Entwurfs legt einen Pod darauf.</translation>
    </message>
    <message>
        <source>No BGP sessions</source>
        <translation>Keine BGP-Sitzungen</translation>
    </message>
    <message>
        <source>Nothing in the design makes it peer: no mesh, no BGPPeer and no link to a router.</source>
        <translation>Nichts im Entwurf gibt ihm Peers: kein Mesh, kein BGPPeer und keine Verbindung zu einem Router.</translation>
    </message>
    <message>
        <source>No routes</source>
        <translation>Keine Routen</translation>
    </message>
    <message>
        <source>Its table will hold nothing but the networks that it is connected to.</source>
        <translation>Seine Tabelle wird nichts enthalten als die Netze, mit denen er verbunden ist.</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>Jede Route wird verfolgt …</translation>
    </message>
    <message>
        <source>Text that is no object yet</source>
        <translation>Text, der noch kein Objekt ist</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabController</name>
    <message>
        <source>Bringing up the lab…</source>
        <translation>Das Labor wird gestartet…</translation>
    </message>
    <message>
        <source>Taking down the lab…</source>
        <translation>Das Labor wird abgebaut…</translation>
    </message>
    <message>
        <source>Comparing the design with the lab…</source>
        <translation>Der Entwurf wird mit dem Labor verglichen…</translation>
    </message>
    <message>
        <source>Measuring every connection…</source>
        <translation>Jede Verbindung wird gemessen…</translation>
    </message>
    <message>
        <source>Deploying: %1 of %2 steps done</source>
        <translation>Ausrollen: %1 von %2 Schritten getan</translation>
    </message>
    <message>
        <source>Deploying: waiting until every node has it</source>
        <translation>Ausrollen: gewartet wird, bis jeder Knoten es hat</translation>
    </message>
    <message>
        <source>being set up</source>
        <translation>wird eingerichtet</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>the network changes under running pods</source>
        <translation>das Netz ändert sich unter laufenden Pods</translation>
    </message>
    <message>
        <source>restarts what runs</source>
        <translation>startet neu, was läuft</translation>
    </message>
    <message>
        <source>no disruption</source>
        <translation>keine Störung</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>kein Grund wurde genannt</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 von %2 · %3</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>BGP sessions</source>
        <translation>BGP-Sitzungen</translation>
    </message>
    <message>
        <source>Pods running</source>
        <translation>Laufende Pods</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>Ausrollen</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabPanel</name>
    <message>
        <source>allowed</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>%1 → %2, %3 over %4: predicted %5, measured %6</source>
        <translation>%1 → %2, %3 über %4: vorhergesagt %5, gemessen %6</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>Ins Labor ausrollen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>The lab that this window is about</source>
        <translation>Das Labor, um das es in diesem Fenster geht</translation>
    </message>
    <message>
        <source>Tries every connection from inside the pods and compares with the prediction</source>
        <translation>Versucht jede Verbindung aus den Pods heraus und vergleicht sie mit der Vorhersage</translation>
    </message>
    <message>
        <source>Brings the lab up if need be and makes it what the design says</source>
        <translation>Startet das Labor, wenn nötig, und macht es zu dem, was der Entwurf sagt</translation>
    </message>
    <message>
        <source>Nodes of the lab</source>
        <translation>Knoten des Labors</translation>
    </message>
    <message>
        <source>Connections that are not as predicted</source>
        <translation>Verbindungen, die nicht der Vorhersage entsprechen</translation>
    </message>
    <message>
        <source>%1 · running</source>
        <translation>%1 · läuft</translation>
    </message>
    <message>
        <source>Take down</source>
        <translation>Abbauen</translation>
    </message>
    <message>
        <source>Bring up</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>%1 of %2 pairs</source>
        <translation>%1 von %2 Paaren</translation>
    </message>
    <message>
        <source>prediction = measurement: %1</source>
        <translation>Vorhersage = Messung: %1</translation>
    </message>
    <message>
        <source>prediction ≠ measurement: only %1 agree</source>
        <translation>Vorhersage ≠ Messung: nur %1 stimmen überein</translation>
    </message>
    <message>
        <source>%1 nodes ready</source>
        <translation>%1 Knoten bereit</translation>
    </message>
    <message>
        <source>%1 of %2 nodes ready</source>
        <translation>%1 von %2 Knoten bereit</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>looking for labs…</source>
        <translation>Labore werden gesucht…</translation>
    </message>
    <message>
        <source>Its machines appear here as soon as they are there.</source>
        <translation>Seine Maschinen erscheinen hier, sobald sie da sind.</translation>
    </message>
    <message>
        <source>The lab “%1” is not running</source>
        <translation>Das Labor „%1“ läuft nicht</translation>
    </message>
    <message>
        <source>Deploying starts a machine on this computer for each node of the design, wires them as drawn and runs its pods. Nothing touches the network of this computer.</source>
        <translation>Ausrollen startet auf diesem Rechner für jeden Knoten des Entwurfs eine Maschine, verdrahtet sie wie gezeichnet und führt ihre Pods aus. Das Netz dieses Rechners bleibt unberührt.</translation>
    </message>
</context>
<context>
    <name>podloom::app::MainWindow</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Reachability</source>
        <translation>Erreichbarkeit</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>Topologie</translation>
    </message>
    <message>
        <source>BGP</source>
        <translation>BGP</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>Richtlinien</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Podloom</source>
        <translation>Podloom</translation>
    </message>
    <message>
        <source>The lab is at work: %1</source>
        <translation>Das Labor arbeitet: %1</translation>
    </message>
    <message>
        <source>Steps that are done stay done; deploying again does the rest.</source>
        <translation>Getane Schritte bleiben getan; noch einmal ausrollen tut den Rest.</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>%1[*] – Podloom</source>
        <translation>%1[*] – Podloom</translation>
    </message>
    <message>
        <source>New cluster…</source>
        <translation>Neuer Cluster…</translation>
    </message>
    <message>
        <source>New policy…</source>
        <translation>Neue Richtlinie…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>Linke Kanten ausrichten</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>Mitten untereinander ausrichten</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>Rechte Kanten ausrichten</translation>
    </message>
    <message>
        <source>Align top edges</source>
        <translation>Obere Kanten ausrichten</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>Mitten nebeneinander ausrichten</translation>
    </message>
    <message>
        <source>Align bottom edges</source>
        <translation>Untere Kanten ausrichten</translation>
    </message>
    <message>
        <source>Distribute across</source>
        <translation>Nebeneinander verteilen</translation>
    </message>
    <message>
        <source>Distribute down</source>
        <translation>Untereinander verteilen</translation>
    </message>
    <message>
        <source>Choose three cards or more of this drawing</source>
        <translation>Wählen Sie drei Karten oder mehr dieser Zeichnung</translation>
    </message>
    <message>
        <source>Choose two cards or more of this drawing</source>
        <translation>Wählen Sie zwei Karten oder mehr dieser Zeichnung</translation>
    </message>
    <message>
        <source>Find or run…</source>
        <translation>Finden oder ausführen…</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Auf 100 % zoomen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Tidy up the drawing</source>
        <translation>Zeichnung aufräumen</translation>
    </message>
    <message>
        <source>Show or hide the left side</source>
        <translation>Linke Seite zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the panels below</source>
        <translation>Bereiche unten zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor zeigen oder verbergen</translation>
    </message>
    <message>
        <source>The drawing as a table</source>
        <translation>Die Zeichnung als Tabelle</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Help about this place</source>
        <translation>Hilfe zu dieser Stelle</translation>
    </message>
    <message>
        <source>Manual: ten short pages</source>
        <translation>Handbuch: zehn kurze Seiten</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>About Podloom</source>
        <translation>Über Podloom</translation>
    </message>
    <message>
        <source>Plan: what deploying would do</source>
        <translation>Plan: was Ausrollen täte</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>Ins Labor ausrollen</translation>
    </message>
    <message>
        <source>Verify: probe every predicted connection</source>
        <translation>Prüfen: jede vorhergesagte Verbindung versuchen</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>Abbrechen, was läuft</translation>
    </message>
    <message>
        <source>Take back the last deployment</source>
        <translation>Das letzte Ausrollen zurücknehmen</translation>
    </message>
    <message>
        <source>Take the lab down</source>
        <translation>Das Labor abbauen</translation>
    </message>
    <message>
        <source>Align and distribute</source>
        <translation>Ausrichten und verteilen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>New design</source>
        <translation>Neuer Entwurf</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Read the files again</source>
        <translation>Dateien neu lesen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Eine Kopie speichern…</translation>
    </message>
    <message>
        <source>Export the drawing…</source>
        <translation>Zeichnung exportieren…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Export the drawing, its legend and the addresses</source>
        <translation>Zeichnung, Legende und Adressen exportieren</translation>
    </message>
    <message>
        <source>Pictures (*.pdf *.svg *.png)</source>
        <translation>Bilder (*.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>%1 exportiert</translation>
    </message>
    <message>
        <source>Next design</source>
        <translation>Nächster Entwurf</translation>
    </message>
    <message>
        <source>Previous design</source>
        <translation>Voriger Entwurf</translation>
    </message>
    <message>
        <source>Close this design</source>
        <translation>Diesen Entwurf schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Noch einmal speichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved a copy as %1</source>
        <translation>Kopie als %1 gespeichert</translation>
    </message>
    <message>
        <source>Unsaved edits would not outlive a crash now: %1</source>
        <translation>Ungespeicherte Änderungen würden einen Absturz jetzt nicht überleben: %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Open the folder of a design</source>
        <translation>Den Ordner eines Entwurfs öffnen</translation>
    </message>
    <message>
        <source>Open a file of manifests</source>
        <translation>Eine Datei mit Manifesten öffnen</translation>
    </message>
    <message>
        <source>Manifests (*.yaml *.yml *.json)</source>
        <translation>Manifeste (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Save the design</source>
        <translation>Den Entwurf speichern</translation>
    </message>
    <message>
        <source>Manifests (*.yaml)</source>
        <translation>Manifeste (*.yaml)</translation>
    </message>
    <message>
        <source>Save a copy in a new folder</source>
        <translation>Eine Kopie in einem neuen Ordner speichern</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Eine Kopie speichern</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>Änderungen an %1 speichern?</translation>
    </message>
    <message>
        <source>a design without a file</source>
        <translation>ein Entwurf ohne Datei</translation>
    </message>
    <message>
        <source>Podloom ended before edits of %1 were saved (%2).</source>
        <translation>Podloom endete, bevor Änderungen an %1 gespeichert waren (%2).</translation>
    </message>
    <message>
        <source>Its files were changed by another program since: restoring shows your version of them, and undo brings theirs back.</source>
        <translation>Ihre Dateien wurden seither von einem anderen Programm geändert: Wiederherstellen zeigt Ihre Fassung, und Rückgängig bringt die andere zurück.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Lock or unlock the place</source>
        <translation>Platz sperren oder entsperren</translation>
    </message>
    <message>
        <source>Choose cards of this drawing</source>
        <translation>Wählen Sie Karten dieser Zeichnung</translation>
    </message>
    <message>
        <source>Collapse or expand the group</source>
        <translation>Gruppe ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Choose a cluster, or a machine of a rack or cluster</source>
        <translation>Wählen Sie einen Cluster oder eine Maschine eines Racks oder Clusters</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Link by pattern…</source>
        <translation>Nach Muster verbinden …</translation>
    </message>
    <message>
        <source>Lay out as racks</source>
        <translation>Als Racks anordnen</translation>
    </message>
    <message>
        <source>Lay out in layers</source>
        <translation>In Schichten anordnen</translation>
    </message>
    <message>
        <source>Lay out in rings</source>
        <translation>In Ringen anordnen</translation>
    </message>
    <message>
        <source>Lay out by connections</source>
        <translation>Nach Verbindungen anordnen</translation>
    </message>
    <message>
        <source>Policies are laid out by who may reach whom: Ctrl T tidies them up</source>
        <translation>Richtlinien sind danach angeordnet, wer wen erreichen darf: Strg T räumt sie auf</translation>
    </message>
    <message>
        <source>Zoom to what is chosen</source>
        <translation>Auf das Gewählte zoomen</translation>
    </message>
    <message>
        <source>This drawing does not show what is chosen</source>
        <translation>Diese Zeichnung zeigt nicht, was gewählt ist</translation>
    </message>
    <message>
        <source>Trace between two pods</source>
        <translation>Weg zwischen zwei Pods verfolgen</translation>
    </message>
    <message>
        <source>Choose two pods: click the first, and the second with Ctrl</source>
        <translation>Wählen Sie zwei Pods: den ersten mit einem Klick, den zweiten mit Strg</translation>
    </message>
    <message>
        <source>The copy was not saved: %1</source>
        <translation>Die Kopie wurde nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>In der Zeichnung suchen</translation>
    </message>
    <message>
        <source>Drawing %1…</source>
        <translation>%1 wird gezeichnet…</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Es wird gedruckt…</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Group nodes as a rack…</source>
        <translation>Knoten zu einem Rack gruppieren…</translation>
    </message>
    <message>
        <source>Choose something first</source>
        <translation>Zuerst etwas auswählen</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>Es gibt nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>Es gibt nichts zu wiederholen</translation>
    </message>
    <message>
        <source>Choose nodes first</source>
        <translation>Zuerst Knoten auswählen</translation>
    </message>
    <message>
        <source>The lab is at work</source>
        <translation>Das Labor arbeitet</translation>
    </message>
    <message>
        <source>The lab is not at work</source>
        <translation>Das Labor arbeitet nicht</translation>
    </message>
    <message>
        <source>Nothing was deployed from this window</source>
        <translation>Aus diesem Fenster wurde nichts ausgerollt</translation>
    </message>
    <message>
        <source>No lab of this design runs, or it is at work</source>
        <translation>Kein Labor dieses Entwurfs läuft, oder es arbeitet gerade</translation>
    </message>
    <message>
        <source>The design has no files yet</source>
        <translation>Der Entwurf hat noch keine Dateien</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
    <message>
        <source>The design is empty</source>
        <translation>Der Entwurf ist leer</translation>
    </message>
    <message>
        <source>Not saved, as the text that you typed for %1 cannot be applied. %2</source>
        <translation>Nicht gespeichert, weil sich der eingetippte Text von %1 nicht übernehmen lässt. %2</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Save without it</source>
        <translation>Ohne ihn speichern</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>Take the files of the disk</source>
        <translation>Dateien des Datenträgers nehmen</translation>
    </message>
    <message>
        <source>The files of the disk are what is here already</source>
        <translation>Die Dateien des Datenträgers sind das, was hier schon steht</translation>
    </message>
    <message>
        <source>Your version stays as it is</source>
        <translation>Ihre Fassung bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>The files are those of the disk; Ctrl Z brings your version back</source>
        <translation>Die Dateien sind die des Datenträgers; Strg Z bringt Ihre Fassung zurück</translation>
    </message>
    <message>
        <source>Change by another program</source>
        <translation>Änderung eines anderen Programms</translation>
    </message>
    <message>
        <source>Keep my version</source>
        <translation>Meine Fassung behalten</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 are one design here, of %2 files together.</source>
        <translation>%1 sind hier ein Entwurf, aus zusammen %2 Dateien.</translation>
    </message>
    <message>
        <source>Open each by itself</source>
        <translation>Jeden für sich öffnen</translation>
    </message>
    <message>
        <source>Text that you typed over manifests is here again, not applied yet</source>
        <translation>Text, den Sie über Manifeste getippt haben, ist wieder da, noch nicht übernommen</translation>
    </message>
    <message>
        <source>Saving writes your version; Ctrl Z brings that of the disk here</source>
        <translation>Speichern schreibt Ihre Fassung; Strg Z holt die des Datenträgers hierher</translation>
    </message>
    <message>
        <source>%1 was added to this design on the disk by another program.</source>
        <translation>%1 kam auf dem Datenträger durch ein anderes Programm zu diesem Entwurf hinzu.</translation>
    </message>
    <message>
        <source>%1 was removed from the disk by another program.</source>
        <translation>%1 wurde von einem anderen Programm vom Datenträger entfernt.</translation>
    </message>
    <message>
        <source>%1 was changed on the disk by another program.</source>
        <translation>%1 wurde auf dem Datenträger von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>You have edits that are not saved.</source>
        <translation>Sie haben Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message>
        <source>%1 and %2 other files were changed on the disk by another program.</source>
        <translation>%1 und %2 andere Dateien wurden auf dem Datenträger von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>%1 and %2 were changed on the disk by another program.</source>
        <translation>%1 und %2 wurden auf dem Datenträger von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Choose something that stands in a file</source>
        <translation>Wählen Sie etwas, das in einer Datei steht</translation>
    </message>
    <message>
        <source>Bring the lab up</source>
        <translation>Das Labor starten</translation>
    </message>
    <message>
        <source>The lab is up, or at work</source>
        <translation>Das Labor läuft oder ist beschäftigt</translation>
    </message>
    <message>
        <source>Open panel %1</source>
        <translation>Bereich %1 öffnen</translation>
    </message>
    <message>
        <source>Go to the drawing</source>
        <translation>Zur Zeichnung gehen</translation>
    </message>
    <message>
        <source>Compare reachability with the saved files</source>
        <translation>Erreichbarkeit mit den gespeicherten Dateien vergleichen</translation>
    </message>
    <message>
        <source>Compare reachability with staged policies</source>
        <translation>Erreichbarkeit mit vorgemerkten Richtlinien vergleichen</translation>
    </message>
    <message>
        <source>Show reachability without a comparison</source>
        <translation>Erreichbarkeit ohne Vergleich zeigen</translation>
    </message>
    <message>
        <source>Mend the chosen problem</source>
        <translation>Das gewählte Problem beheben</translation>
    </message>
    <message>
        <source>Inspector: %1</source>
        <translation>Inspektor: %1</translation>
    </message>
    <message>
        <source>Choose something that has it</source>
        <translation>Wählen Sie etwas, das es hat</translation>
    </message>
    <message>
        <source>Apply what is typed in YAML</source>
        <translation>Im YAML Getipptes übernehmen</translation>
    </message>
    <message>
        <source>No manifest is being typed over</source>
        <translation>Über kein Manifest wird gerade geschrieben</translation>
    </message>
    <message>
        <source>Compare the routes with the lab</source>
        <translation>Die Routen mit dem Labor vergleichen</translation>
    </message>
    <message>
        <source>Measure the trace again</source>
        <translation>Den verfolgten Weg noch einmal messen</translation>
    </message>
    <message>
        <source>The lab is not running</source>
        <translation>Das Labor läuft nicht</translation>
    </message>
    <message>
        <source>Trace between two pods while the lab is running</source>
        <translation>Verfolgen Sie den Weg zwischen zwei Pods, während das Labor läuft</translation>
    </message>
    <message>
        <source>Group reachability by labels, or show each pod</source>
        <translation>Erreichbarkeit nach Labels gruppieren oder jeden Pod zeigen</translation>
    </message>
</context>
<context>
    <name>podloom::app::ManifestPane</name>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply changes</source>
        <translation>Änderungen übernehmen</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>This object has no manifest of its own: another one makes it.</source>
        <translation>Dieses Objekt hat kein eigenes Manifest: ein anderes erzeugt es.</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>%1 · not applied yet</source>
        <translation>%1 · noch nicht übernommen</translation>
    </message>
    <message>
        <source>Kubernetes&apos; Node</source>
        <translation>Node von Kubernetes</translation>
    </message>
    <message>
        <source>Calico&apos;s Node</source>
        <translation>Node von Calico</translation>
    </message>
</context>
<context>
    <name>podloom::app::Manual</name>
    <message>
        <source>Podloom manual</source>
        <translation>Podloom-Handbuch</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>No page says “%1”</source>
        <translation>Keine Seite sagt „%1“</translation>
    </message>
</context>
<context>
    <name>podloom::app::Minimap</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Drag to move the view</source>
        <translation>Ziehen, um die Ansicht zu bewegen</translation>
    </message>
</context>
<context>
    <name>podloom::app::NoteEditor</name>
    <message>
        <source>Words of the note</source>
        <translation>Text der Notiz</translation>
    </message>
    <message>
        <source>Write here; Ctrl Enter keeps it, Escape drops it</source>
        <translation>Hier schreiben; Strg Eingabe behält es, Esc verwirft es</translation>
    </message>
</context>
<context>
    <name>podloom::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>Shows the next one</source>
        <translation>Zeigt die nächste</translation>
    </message>
</context>
<context>
    <name>podloom::app::ObjectTable</name>
    <message>
        <source>Show rows with…</source>
        <translation>Zeilen zeigen mit…</translation>
    </message>
    <message>
        <source>The drawing as a table</source>
        <translation>Die Zeichnung als Tabelle</translation>
    </message>
    <message>
        <source>Show rows with these words</source>
        <translation>Zeilen mit diesen Wörtern zeigen</translation>
    </message>
    <message>
        <source>Reading the design…</source>
        <translation>Der Entwurf wird gelesen…</translation>
    </message>
    <message>
        <source>No row has these words</source>
        <translation>Keine Zeile hat diese Wörter</translation>
    </message>
    <message>
        <source>None of its columns has them.</source>
        <translation>Keine ihrer Spalten enthält sie.</translation>
    </message>
    <message>
        <source>Clear the words</source>
        <translation>Wörter löschen</translation>
    </message>
    <message>
        <source>Nothing is drawn yet</source>
        <translation>Noch ist nichts gezeichnet</translation>
    </message>
    <message>
        <source>What is drawn stands here, too, a row each: for the keyboard, for screen readers, and to sort.</source>
        <translation>Was gezeichnet ist, steht auch hier, je eine Zeile: für die Tastatur, für Bildschirmleser und zum Sortieren.</translation>
    </message>
</context>
<context>
    <name>podloom::app::ObjectTableModel</name>
    <message>
        <source>AS %1</source>
        <translation>AS %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>Verbunden mit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1: none</source>
        <translation>%1: keine Angabe</translation>
    </message>
    <message>
        <source>%1, BGP %2/%3</source>
        <translation>%1, BGP %2/%3</translation>
    </message>
</context>
<context>
    <name>podloom::app::Outline</name>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
    <message>
        <source>Routers</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
</context>
<context>
    <name>podloom::app::PlanPanel</name>
    <message>
        <source>skipped, because an earlier step of its node failed</source>
        <translation>ausgelassen, weil ein früherer Schritt seines Knotens scheiterte</translation>
    </message>
    <message>
        <source>Whole cluster</source>
        <translation>Ganzer Cluster</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>Noch einmal vergleichen</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>Ins Labor ausrollen</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>Schritte des Plans</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>Plan %1</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>The lab “%1” is as the design says.</source>
        <translation>Das Labor „%1“ ist, wie der Entwurf es sagt.</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <translation>Noch nicht verglichen</translation>
    </message>
    <message>
        <source>Compare the design with the lab to see every step that deploying would take, and what running pods would notice of it.</source>
        <translation>Vergleichen Sie den Entwurf mit dem Labor, um jeden Schritt des Ausrollens zu sehen, und was laufende Pods davon merken.</translation>
    </message>
    <message>
        <source>Compare now</source>
        <translation>Jetzt vergleichen</translation>
    </message>
    <message>
        <source>The lab is not running</source>
        <translation>Das Labor läuft nicht</translation>
    </message>
    <message>
        <source>Deploying brings it up and makes it what the design says.</source>
        <translation>Ausrollen startet es und macht es zu dem, was der Entwurf sagt.</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>kein Grund wurde genannt</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyDescriber</name>
    <message>
        <source>1 pod</source>
        <translation>1 Pod</translation>
    </message>
    <message>
        <source>%1 pods</source>
        <translation>%1 Pods</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>irgendwo</translation>
    </message>
    <message>
        <source>any address</source>
        <translation>beliebige Adresse</translation>
    </message>
    <message>
        <source>any pod</source>
        <translation>beliebiger Pod</translation>
    </message>
    <message>
        <source>every namespace</source>
        <translation>jeder Namensraum</translation>
    </message>
    <message>
        <source>each other: %1</source>
        <translation>untereinander: %1</translation>
    </message>
    <message>
        <source> + %1</source>
        <translation> + %1</translation>
    </message>
    <message>
        <source>%1 · every interface</source>
        <translation>%1 · jede Schnittstelle</translation>
    </message>
    <message>
        <source> · not all</source>
        <translation> · nicht alle</translation>
    </message>
    <message>
        <source>internet</source>
        <translation>Internet</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>außerhalb</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyDescriber::Service</name>
    <message>
        <source>all ports</source>
        <translation>alle Ports</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyScene</name>
    <message>
        <source>%1 may reach %2 on %3</source>
        <translation>%1 darf %2 über %3 erreichen</translation>
    </message>
    <message>
        <source>%1 may not reach %2 on %3, though %4 speaks of it</source>
        <translation>%1 darf %2 nicht über %3 erreichen, obwohl %4 davon spricht</translation>
    </message>
    <message>
        <source>No pods yet: policies are arrows between them</source>
        <translation>Noch keine Pods: Richtlinien sind Pfeile zwischen ihnen</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyWizard</name>
    <message>
        <source>Let a workload in</source>
        <translation>Eine Workload hereinlassen</translation>
    </message>
    <message>
        <source>Let nothing in</source>
        <translation>Nichts hereinlassen</translation>
    </message>
    <message>
        <source>Let everything in</source>
        <translation>Alles hereinlassen</translation>
    </message>
    <message>
        <source>Let nothing out</source>
        <translation>Nichts hinauslassen</translation>
    </message>
    <message>
        <source>Let everything out</source>
        <translation>Alles hinauslassen</translation>
    </message>
    <message>
        <source>Let nothing in and nothing out</source>
        <translation>Nichts herein- und nichts hinauslassen</translation>
    </message>
    <message>
        <source>Let a whole namespace in</source>
        <translation>Einen ganzen Namensraum hereinlassen</translation>
    </message>
    <message>
        <source>Let names be asked for (DNS)</source>
        <translation>Namen erfragen lassen (DNS)</translation>
    </message>
    <message>
        <source>Let outside ranges in (load balancer)</source>
        <translation>Bereiche von außen hereinlassen (Lastverteiler)</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>Neue Richtlinie</translation>
    </message>
    <message>
        <source>Who may reach whom, on which ports. At the right stand the manifests and what they change.</source>
        <translation>Wer wen auf welchen Ports erreichen darf. Rechts stehen die Manifeste und was sie ändern.</translation>
    </message>
    <message>
        <source>Add policy</source>
        <translation>Richtlinie hinzufügen</translation>
    </message>
    <message>
        <source>Let it go out there, too</source>
        <translation>Es auch dort hinauslassen</translation>
    </message>
    <message>
        <source>TCP 80, 443, UDP 53; empty: every port</source>
        <translation>TCP 80, 443, UDP 53; leer: jeder Port</translation>
    </message>
    <message>
        <source>Where a policy isolates the other side for what goes out, it has to be allowed there as well</source>
        <translation>Wo eine Richtlinie die andere Seite für Ausgehendes isoliert, muss es auch dort erlaubt sein</translation>
    </message>
    <message>
        <source>What it shall do</source>
        <translation>Was sie tun soll</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namensraum</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Für wen</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>Wer herein darf</translation>
    </message>
    <message>
        <source>Which namespace may come in</source>
        <translation>Welcher Namensraum herein darf</translation>
    </message>
    <message>
        <source>Which ranges may come in</source>
        <translation>Welche Bereiche herein dürfen</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>What it changes</source>
        <translation>Was sie ändert</translation>
    </message>
    <message>
        <source>All pods of the namespace</source>
        <translation>Alle Pods des Namensraums</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>No connection changes: other policies say the same already, or overrule it.</source>
        <translation>Keine Verbindung ändert sich: andere Richtlinien sagen schon dasselbe oder gehen vor.</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs lose connections.</source>
        <translation>
            <numerusform>%n Paar verliert Verbindungen.</numerusform>
            <numerusform>%n Paare verlieren Verbindungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs gain connections.</source>
        <translation>
            <numerusform>%n Paar gewinnt Verbindungen.</numerusform>
            <numerusform>%n Paare gewinnen Verbindungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pods can no longer ask for names: add the DNS recipe as well.</source>
        <translation>
            <numerusform>%n Pod kann keine Namen mehr erfragen: fügen Sie auch das DNS-Rezept hinzu.</numerusform>
            <numerusform>%n Pods können keine Namen mehr erfragen: fügen Sie auch das DNS-Rezept hinzu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add policy %1</source>
        <translation>Richtlinie %1 hinzufügen</translation>
    </message>
    <message>
        <source>Added policy %1</source>
        <translation>Richtlinie %1 hinzugefügt</translation>
    </message>
</context>
<context>
    <name>podloom::app::PoolList</name>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1 %</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 of %2 addresses used
%3 of %4 blocks claimed</source>
        <translation>%1 von %2 Adressen benutzt
%3 von %4 Blöcken vergeben</translation>
    </message>
</context>
<context>
    <name>podloom::app::ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>podloom::app::ProblemsPanel</name>
    <message>
        <source>Filter problems</source>
        <translation>Probleme filtern</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems %1</source>
        <translation>Probleme %1</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 Fehler</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 Fehler</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 Warnung</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 Warnungen</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 Hinweis</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 Hinweise</translation>
    </message>
    <message>
        <source>The design could not be opened</source>
        <translation>Der Entwurf konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Reading the design…</source>
        <translation>Der Entwurf wird gelesen…</translation>
    </message>
    <message>
        <source>Problems appear as soon as its files are read.</source>
        <translation>Probleme erscheinen, sobald seine Dateien gelesen sind.</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>Every manifest was understood and every check of the design passes.</source>
        <translation>Jedes Manifest wurde verstanden, und der Entwurf besteht jede Prüfung.</translation>
    </message>
    <message>
        <source>%1: done; Ctrl Z takes it back</source>
        <translation>%1: erledigt; Strg Z nimmt es zurück</translation>
    </message>
    <message>
        <source>Show where it is</source>
        <translation>Zeigen, wo es steht</translation>
    </message>
    <message>
        <source>Choose a problem that has a blue verb: that mends it</source>
        <translation>Wählen Sie ein Problem mit einem blauen Verb: es behebt das Problem</translation>
    </message>
</context>
<context>
    <name>podloom::app::Properties</name>
    <message>
        <source>cluster %1</source>
        <translation>Cluster %1</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>Annotationen</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>nicht %1</translation>
    </message>
    <message>
        <source>in namespaces %1</source>
        <translation>in den Namensräumen %1</translation>
    </message>
    <message>
        <source>not in %1</source>
        <translation>nicht in %1</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>Service %1</translation>
    </message>
    <message>
        <source>service accounts %1</source>
        <translation>Service-Accounts %1</translation>
    </message>
    <message>
        <source>service account %1</source>
        <translation>Service-Account %1</translation>
    </message>
    <message>
        <source>all ports</source>
        <translation>alle Ports</translation>
    </message>
    <message>
        <source>No rule: the tier decides.</source>
        <translation>Keine Regel: die Stufe entscheidet.</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>jeder</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>Selects</source>
        <translation>Wählt aus</translation>
    </message>
    <message>
        <source>spec.selector: which endpoints the policy is about</source>
        <translation>spec.selector: für welche Endpunkte die Richtlinie gilt</translation>
    </message>
    <message>
        <source>In namespaces</source>
        <translation>In Namensräumen</translation>
    </message>
    <message>
        <source>any, and host endpoints</source>
        <translation>beliebige, auch Host-Endpunkte</translation>
    </message>
    <message>
        <source>spec.namespaceSelector</source>
        <translation>spec.namespaceSelector</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>spec.tier</source>
        <translation>spec.tier</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>last</source>
        <translation>zuletzt</translation>
    </message>
    <message>
        <source>spec.order: lower goes first in its tier</source>
        <translation>spec.order: kleiner kommt in ihrer Stufe zuerst</translation>
    </message>
    <message>
        <source>Staged</source>
        <translation>Vorläufig</translation>
    </message>
    <message>
        <source>decides nothing until it is accepted</source>
        <translation>entscheidet nichts, bevor sie angenommen ist</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>Wer herein darf</translation>
    </message>
    <message>
        <source>Where it may go</source>
        <translation>Wohin es darf</translation>
    </message>
    <message>
        <source>spec.order: lower goes first</source>
        <translation>spec.order: kleiner kommt zuerst</translation>
    </message>
    <message>
        <source>When no rule matches</source>
        <translation>Wenn keine Regel passt</translation>
    </message>
    <message>
        <source>spec.defaultAction: what becomes of traffic that a policy of the tier selects and no rule decides</source>
        <translation>spec.defaultAction: was aus Verkehr wird, den eine Richtlinie der Stufe auswählt und keine Regel entscheidet</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>that of the addresses</source>
        <translation>die der Adressen</translation>
    </message>
    <message>
        <source>spec.interfaceName; * is every interface</source>
        <translation>spec.interfaceName; * ist jede Schnittstelle</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>none named</source>
        <translation>keine genannt</translation>
    </message>
    <message>
        <source>Gives labels</source>
        <translation>Vergibt Labels</translation>
    </message>
    <message>
        <source>not limited</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>AS number</source>
        <translation>AS-Nummer</translation>
    </message>
    <message>
        <source>spec.asNumber, 1 … 4294967295: of every node without one of its own</source>
        <translation>spec.asNumber, 1 … 4294967295: für jeden Knoten ohne eigene</translation>
    </message>
    <message>
        <source>BGP topology</source>
        <translation>BGP-Topologie</translation>
    </message>
    <message>
        <source>spec.topology: every node with every other, through route reflectors, or with the routers that nodes are linked to</source>
        <translation>spec.topology: jeder Knoten mit jedem, über Routenreflektoren, oder mit den Routern, mit denen Knoten verbunden sind</translation>
    </message>
    <message>
        <source>Encapsulation</source>
        <translation>Kapselung</translation>
    </message>
    <message>
        <source>spec.encapsulation: how pods&apos; packets travel between nodes</source>
        <translation>spec.encapsulation: wie Pakete der Pods zwischen Knoten reisen</translation>
    </message>
    <message>
        <source>Outgoing NAT</source>
        <translation>NAT nach außen</translation>
    </message>
    <message>
        <source>spec.natOutgoing: pods leave the cluster with their node&apos;s address</source>
        <translation>spec.natOutgoing: Pods verlassen den Cluster mit der Adresse ihres Knotens</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Offene Verbindungen</translation>
    </message>
    <message>
        <source>spec.connections: whether established connections end when a policy stops allowing them</source>
        <translation>spec.connections: ob stehende Verbindungen enden, wenn eine Richtlinie sie nicht mehr erlaubt</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>planned by the lab</source>
        <translation>vom Labor vergeben</translation>
    </message>
    <message>
        <source>spec.bgp.asNumber of Calico&apos;s Node; without it that of the cluster</source>
        <translation>spec.bgp.asNumber von Calicos Node; ohne sie die des Clusters</translation>
    </message>
    <message>
        <source>Reflector id</source>
        <translation>Reflektor-Id</translation>
    </message>
    <message>
        <source>no route reflector</source>
        <translation>kein Routenreflektor</translation>
    </message>
    <message>
        <source>spec.bgp.routeReflectorClusterID of Calico&apos;s Node, an IPv4 address: makes the node a route reflector</source>
        <translation>spec.bgp.routeReflectorClusterID von Calicos Node, eine IPv4-Adresse: macht den Knoten zum Routenreflektor</translation>
    </message>
    <message>
        <source>Takes no new pods</source>
        <translation>Nimmt keine neuen Pods</translation>
    </message>
    <message>
        <source>spec.unschedulable</source>
        <translation>spec.unschedulable</translation>
    </message>
    <message>
        <source>Taints</source>
        <translation>Taints</translation>
    </message>
    <message>
        <source>Address blocks</source>
        <translation>Adressblöcke</translation>
    </message>
    <message>
        <source>spec.asNumber, 1 … 4294967295</source>
        <translation>spec.asNumber, 1 … 4294967295</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>spec.engine: an external router is drawn and predicted, not run</source>
        <translation>spec.engine: ein externer Router wird gezeichnet und vorhergesagt, nicht ausgeführt</translation>
    </message>
    <message>
        <source>Announces</source>
        <translation>Verkündet</translation>
    </message>
    <message>
        <source>nothing of its own</source>
        <translation>nichts Eigenes</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Enden</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>Subnetz</translation>
    </message>
    <message>
        <source>the ends&apos; own addresses</source>
        <translation>die eigenen Adressen der Enden</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>spec.mtu, 1280 … 65535</source>
        <translation>spec.mtu, 1280 … 65535</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>spec.rate, such as 100Mbit or 1Gbit</source>
        <translation>spec.rate, etwa 100Mbit oder 1Gbit</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>%1, %2 of them planned</source>
        <translation>%1, davon %2 geplant</translation>
    </message>
    <message>
        <source>Nodes at most</source>
        <translation>Höchstens Knoten</translation>
    </message>
    <message>
        <source>Pods a node</source>
        <translation>Pods je Knoten</translation>
    </message>
    <message>
        <source>Hold time</source>
        <translation>Haltezeit</translation>
    </message>
    <message>
        <source>annotation podloom.dev/hold-time, 3s … 65535s, or 0s for ever: a peer that is silent for so long is gone</source>
        <translation>Annotation podloom.dev/hold-time, 3s … 65535s, oder 0s für immer: ein Peer, der so lange schweigt, ist weg</translation>
    </message>
    <message>
        <source>Keepalive</source>
        <translation>Keepalive</translation>
    </message>
    <message>
        <source>a third of that</source>
        <translation>ein Drittel davon</translation>
    </message>
    <message>
        <source>BFD</source>
        <translation>BFD</translation>
    </message>
    <message>
        <source>annotation podloom.dev/bfd: notices a dead link within a second; graceful keeps routes while the peer&apos;s daemon restarts</source>
        <translation>Annotation podloom.dev/bfd: bemerkt eine tote Verbindung binnen einer Sekunde; graceful behält Routen, während der Daemon des Peers neu startet</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>spec.cidr: the addresses that the pool hands out</source>
        <translation>spec.cidr: die Adressen, die der Pool vergibt</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>Blockgröße</translation>
    </message>
    <message>
        <source>spec.blockSize: length of the prefix that a node claims at a time, 20 … 32 or 116 … 128</source>
        <translation>spec.blockSize: Länge des Präfixes, das ein Knoten auf einmal nimmt, 20 … 32 oder 116 … 128</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>VXLAN</source>
        <translation>VXLAN</translation>
    </message>
    <message>
        <source>spec.vxlanMode</source>
        <translation>spec.vxlanMode</translation>
    </message>
    <message>
        <source>IPIP</source>
        <translation>IPIP</translation>
    </message>
    <message>
        <source>spec.ipipMode; IPv4 only</source>
        <translation>spec.ipipMode; nur IPv4</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Abgeschaltet</translation>
    </message>
    <message>
        <source>spec.disabled: no new address comes from this pool</source>
        <translation>spec.disabled: aus diesem Pool kommt keine neue Adresse</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>Nicht verkündet</translation>
    </message>
    <message>
        <source>spec.disableBGPExport: BGP does not tell of its blocks</source>
        <translation>spec.disableBGPExport: BGP erzählt nicht von seinen Blöcken</translation>
    </message>
    <message>
        <source>spec.nodeSelector: which nodes claim blocks of it</source>
        <translation>spec.nodeSelector: welche Knoten Blöcke daraus nehmen</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namensräume</translation>
    </message>
    <message>
        <source>spec.namespaceSelector: whose pods get its addresses</source>
        <translation>spec.namespaceSelector: wessen Pods seine Adressen bekommen</translation>
    </message>
    <message>
        <source>spec.node</source>
        <translation>spec.node</translation>
    </message>
    <message>
        <source>spec.nodeSelector: which nodes have this peer</source>
        <translation>spec.nodeSelector: welche Knoten diesen Peer haben</translation>
    </message>
    <message>
        <source>Peer address</source>
        <translation>Adresse des Peers</translation>
    </message>
    <message>
        <source>spec.peerIP, with a port when it is not 179: 192.0.2.1:1179</source>
        <translation>spec.peerIP, mit einem Port, wenn es nicht 179 ist: 192.0.2.1:1179</translation>
    </message>
    <message>
        <source>Peer nodes</source>
        <translation>Knoten des Peers</translation>
    </message>
    <message>
        <source>spec.peerSelector</source>
        <translation>spec.peerSelector</translation>
    </message>
    <message>
        <source>Peer AS</source>
        <translation>AS des Peers</translation>
    </message>
    <message>
        <source>of the peer&apos;s node</source>
        <translation>der des Knotens des Peers</translation>
    </message>
    <message>
        <source>Longest restart</source>
        <translation>Längster Neustart</translation>
    </message>
    <message>
        <source>spec.maxRestartTime: how long routes stay while the peer restarts gracefully</source>
        <translation>spec.maxRestartTime: wie lange Routen bleiben, während der Peer geordnet neu startet</translation>
    </message>
    <message>
        <source>Own AS allowed</source>
        <translation>Eigenes AS erlaubt</translation>
    </message>
    <message>
        <source>spec.numAllowedLocalASNumbers: how often the own AS may stand in a path</source>
        <translation>spec.numAllowedLocalASNumbers: wie oft das eigene AS in einem Pfad stehen darf</translation>
    </message>
    <message>
        <source>times</source>
        <translation>mal</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>from the Secret %1, key %2</source>
        <translation>aus dem Secret %1, Schlüssel %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>How fast its loss is noticed</source>
        <translation>Wie schnell sein Ausfall bemerkt wird</translation>
    </message>
    <message>
        <source>spec.keepaliveTime, such as 30s</source>
        <translation>spec.keepaliveTime, etwa 30s</translation>
    </message>
    <message>
        <source>Node-to-node mesh</source>
        <translation>Mesh der Knoten</translation>
    </message>
    <message>
        <source>spec.nodeToNodeMeshEnabled: every node peers with every other</source>
        <translation>spec.nodeToNodeMeshEnabled: jeder Knoten ist Peer jedes anderen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>spec.listenPort, 1 … 65535</source>
        <translation>spec.listenPort, 1 … 65535</translation>
    </message>
    <message>
        <source>Service networks</source>
        <translation>Netze der Services</translation>
    </message>
    <message>
        <source>Sessions of the mesh</source>
        <translation>Sitzungen des Mesh</translation>
    </message>
    <message>
        <source>annotation podloom.dev/keepalive-time, such as 30s</source>
        <translation>Annotation podloom.dev/keepalive-time, etwa 30s</translation>
    </message>
    <message>
        <source>every pod</source>
        <translation>jeder Pod</translation>
    </message>
    <message>
        <source>every namespace</source>
        <translation>jeder Namensraum</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>Namensraum %1</translation>
    </message>
    <message>
        <source>namespaces %1</source>
        <translation>Namensräume %1</translation>
    </message>
    <message>
        <source>%1 except %2</source>
        <translation>%1 außer %2</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>every node</source>
        <translation>jeder Knoten</translation>
    </message>
    <message>
        <source>nodes %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>a peer of an unknown kind</source>
        <translation>ein Peer unbekannter Art</translation>
    </message>
    <message>
        <source>Nobody.</source>
        <translation>Niemand.</translation>
    </message>
    <message>
        <source>Nowhere.</source>
        <translation>Nirgendwohin.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>spec.priority, 0 … 1000; lower goes first</source>
        <translation>spec.priority, 0 … 1000; kleiner kommt zuerst</translation>
    </message>
    <message>
        <source>This policy has nothing to say.</source>
        <translation>Diese Richtlinie hat nichts zu sagen.</translation>
    </message>
    <message>
        <source>Service account</source>
        <translation>Service-Account</translation>
    </message>
    <message>
        <source>Only on nodes</source>
        <translation>Nur auf Knoten</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>Erklärt</translation>
    </message>
    <message>
        <source>nowhere; other objects use it</source>
        <translation>nirgends; andere Objekte benutzen es</translation>
    </message>
    <message>
        <source>in the design</source>
        <translation>im Entwurf</translation>
    </message>
    <message>
        <source>no node suits it</source>
        <translation>kein Knoten passt dazu</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Replica of</source>
        <translation>Replikat von</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>one on each node that suits</source>
        <translation>einer auf jedem Knoten, der passt</translation>
    </message>
    <message>
        <source>Pods at once</source>
        <translation>Pods zugleich</translation>
    </message>
    <message>
        <source>spec.parallelism</source>
        <translation>spec.parallelism</translation>
    </message>
    <message>
        <source>spec.replicas</source>
        <translation>spec.replicas</translation>
    </message>
    <message>
        <source>Labels of its pods</source>
        <translation>Labels seiner Pods</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>spec.type</source>
        <translation>spec.type</translation>
    </message>
    <message>
        <source>given by the cluster</source>
        <translation>vom Cluster gegeben</translation>
    </message>
    <message>
        <source>no selector</source>
        <translation>kein Selektor</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>IPv4 address</source>
        <translation>IPv4-Adresse</translation>
    </message>
    <message>
        <source>spec.bgp.ipv4Address of Calico&apos;s Node, with the length of its network: 192.0.2.11/24</source>
        <translation>spec.bgp.ipv4Address in Calicos Node, mit der Länge ihres Netzes: 192.0.2.11/24</translation>
    </message>
    <message>
        <source>IPv6 address</source>
        <translation>IPv6-Adresse</translation>
    </message>
    <message>
        <source>spec.bgp.ipv6Address of Calico&apos;s Node, with the length of its network: 2001:db8::11/64</source>
        <translation>spec.bgp.ipv6Address in Calicos Node, mit der Länge ihres Netzes: 2001:db8::11/64</translation>
    </message>
    <message>
        <source>serviceAccountName: policies of Calico can select by it</source>
        <translation>serviceAccountName: Calicos Regeln können danach auswählen</translation>
    </message>
    <message>
        <source>Network of its node</source>
        <translation>Netz seines Knotens</translation>
    </message>
    <message>
        <source>hostNetwork: its address is that of its node; policies do not select it</source>
        <translation>hostNetwork: hat die Adresse seines Knotens; Regeln wählen es nicht aus</translation>
    </message>
    <message>
        <source>An empty field takes it away</source>
        <translation>Ein leeres Feld entfernt es</translation>
    </message>
    <message>
        <source>every port</source>
        <translation>jeder Port</translation>
    </message>
    <message>
        <source>port: a number, or the name of a port; every port when it is empty</source>
        <translation>port: eine Zahl oder der Name eines Ports; leer heißt jeder Port</translation>
    </message>
    <message>
        <source>Last port</source>
        <translation>Letzter Port</translation>
    </message>
    <message>
        <source>no range</source>
        <translation>kein Bereich</translation>
    </message>
    <message>
        <source>endPort: the last one of a range that begins with port, a number</source>
        <translation>endPort: der letzte eines Bereichs, der mit port beginnt, einer Zahl</translation>
    </message>
    <message>
        <source>Add a port</source>
        <translation>Port hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>kein Name</translation>
    </message>
    <message>
        <source>name: needed where a service has several ports</source>
        <translation>name: nötig, wo ein Service mehrere Ports hat</translation>
    </message>
    <message>
        <source>port, 1 … 65535: of the service</source>
        <translation>port, 1 … 65535: des Service</translation>
    </message>
    <message>
        <source>Port of the pods</source>
        <translation>Port der Pods</translation>
    </message>
    <message>
        <source>targetPort: a number or the name of a port; as port when it is empty</source>
        <translation>targetPort: eine Zahl oder der Name eines Ports; leer wie port</translation>
    </message>
    <message>
        <source>Port of the nodes</source>
        <translation>Port der Knoten</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>nodePort, usually 30000 … 32767</source>
        <translation>nodePort, meist 30000 … 32767</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>Port %1</translation>
    </message>
    <message>
        <source>metadata.name; what refers to it by name follows</source>
        <translation>metadata.name; was es beim Namen nennt, folgt</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>protocol: TCP, UDP or SCTP</source>
        <translation>protocol: TCP, UDP oder SCTP</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>key=value; Enter adds it</source>
        <translation>Schlüssel=Wert; die Eingabetaste fügt es hinzu</translation>
    </message>
    <message>
        <source>key=value</source>
        <translation>Schlüssel=Wert</translation>
    </message>
    <message>
        <source>any protocol</source>
        <translation>jedes Protokoll</translation>
    </message>
    <message>
        <source>protocol: TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number; ports need TCP, UDP or SCTP</source>
        <translation>protocol: TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite oder eine Zahl; Ports brauchen TCP, UDP oder SCTP</translation>
    </message>
    <message>
        <source>a number, a range such as 8000:8080, or the name of a port</source>
        <translation>eine Zahl, ein Bereich wie 8000:8080, oder der Name eines Ports</translation>
    </message>
    <message>
        <source>One port only</source>
        <translation>Nur ein Port</translation>
    </message>
    <message>
        <source>1 … 65535</source>
        <translation>1 … 65535</translation>
    </message>
    <message>
        <source>First port</source>
        <translation>Erster Port</translation>
    </message>
    <message>
        <source>Name of the port</source>
        <translation>Name des Ports</translation>
    </message>
    <message>
        <source>as pods call it</source>
        <translation>wie ihn Pods nennen</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyField</name>
    <message>
        <source>“%1” is no whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>Write it as key=value.</source>
        <translation>Schreiben Sie es als Schlüssel=Wert.</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyForm</name>
    <message>
        <source>Change %1 of %2</source>
        <translation>%1 von %2 ändern</translation>
    </message>
    <message>
        <source>“%1” is there already: change it where it stands.</source>
        <translation>„%1“ gibt es schon: ändern Sie es dort, wo es steht.</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyRow</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>podloom::app::RackDialog</name>
    <message>
        <source>Group nodes as a rack</source>
        <translation>Knoten zu einem Rack gruppieren</translation>
    </message>
    <message>
        <source>Name of the rack</source>
        <translation>Name des Racks</translation>
    </message>
    <message>
        <source>Name of the rack or site; without one the nodes leave theirs.</source>
        <translation>Name des Racks oder Standorts; ohne einen verlassen die Knoten das ihre.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
</context>
<context>
    <name>podloom::app::ReachModel</name>
    <message>
        <source>%1: a pod always reaches itself</source>
        <translation>%1: ein Pod erreicht sich selbst immer</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed</source>
        <translation>%1 → %2, %3: erlaubt</translation>
    </message>
    <message>
        <source>%1 → %2, %3: denied</source>
        <translation>%1 → %2, %3: abgelehnt</translation>
    </message>
    <message>
        <source> · staged policies would allow it</source>
        <translation> · vorgemerkte Richtlinien würden es erlauben</translation>
    </message>
    <message>
        <source> · staged policies would deny it</source>
        <translation> · vorgemerkte Richtlinien würden es verbieten</translation>
    </message>
    <message>
        <source> · gained since the design was saved</source>
        <translation> · seit dem Speichern gewonnen</translation>
    </message>
    <message>
        <source> · lost since the design was saved</source>
        <translation> · seit dem Speichern verloren</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed, but no route leads there and back (see Trace)</source>
        <translation>%1 → %2, %3: erlaubt, aber keine Route führt hin und zurück (siehe Weg)</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed in part</source>
        <translation>%1 → %2, %3: teilweise erlaubt</translation>
    </message>
    <message>
        <source> · %L1 of %L2 pairs of pods connect</source>
        <translation> · %L1 von %L2 Paaren von Pods sind verbunden</translation>
    </message>
    <message>
        <source>%1: 1 pod</source>
        <translation>%1: 1 Pod</translation>
    </message>
    <message>
        <source>%1: %2 pods</source>
        <translation>%1: %2 Pods</translation>
    </message>
    <message>
        <source> · %L1 of %L2 pairs of pods that were tried connect</source>
        <translation> · %L1 von %L2 versuchten Paaren von Pods sind verbunden</translation>
    </message>
</context>
<context>
    <name>podloom::app::ReachabilityPanel</name>
    <message>
        <source>Protocol and port</source>
        <translation>Protokoll und Port</translation>
    </message>
    <message>
        <source>Every port that the design names; others can be typed: TCP 80, UDP 53, ICMP</source>
        <translation>Jeder Port, den der Entwurf nennt; andere kann man tippen: TCP 80, UDP 53, ICMP</translation>
    </message>
    <message>
        <source>IPv4 or IPv6</source>
        <translation>IPv4 oder IPv6</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>Address family</source>
        <translation>Adressfamilie</translation>
    </message>
    <message>
        <source>IPv4 or IPv6: the one that both ends share, IPv4 first</source>
        <translation>IPv4 oder IPv6: was beide Enden haben, IPv4 zuerst</translation>
    </message>
    <message>
        <source>From…</source>
        <translation>Von…</translation>
    </message>
    <message>
        <source>Filter sources</source>
        <translation>Quellen filtern</translation>
    </message>
    <message>
        <source>To…</source>
        <translation>Nach…</translation>
    </message>
    <message>
        <source>Filter destinations</source>
        <translation>Ziele filtern</translation>
    </message>
    <message>
        <source>Working out who reaches whom…</source>
        <translation>Es wird ermittelt, wer wen erreicht…</translation>
    </message>
    <message>
        <source>The design has errors</source>
        <translation>Der Entwurf hat Fehler</translation>
    </message>
    <message>
        <source>With a policy or pod that could not be read, a matrix would be a guess.</source>
        <translation>Mit einer Richtlinie oder einem Pod, die nicht gelesen werden konnten, wäre eine Matrix geraten.</translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>Probleme zeigen</translation>
    </message>
    <message>
        <source>No pods yet</source>
        <translation>Noch keine Pods</translation>
    </message>
    <message>
        <source>Add a workload, and the matrix shows who reaches it and whom it reaches.</source>
        <translation>Fügen Sie eine Workload hinzu, und die Matrix zeigt, wer sie erreicht und wen sie erreicht.</translation>
    </message>
    <message>
        <source>No pod matches the filter</source>
        <translation>Kein Pod entspricht dem Filter</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation>Wird vorhergesagt…</translation>
    </message>
    <message>
        <source>%L1 of %L2 connections allowed</source>
        <translation>%L1 von %L2 Verbindungen erlaubt</translation>
    </message>
    <message>
        <source>%L1 sources × %L2 destinations</source>
        <translation>%L1 Quellen × %L2 Ziele</translation>
    </message>
    <message>
        <source>Rows are sources, columns destinations. Click a cell to see why.</source>
        <translation>Zeilen sind Quellen, Spalten Ziele. Klicken Sie auf eine Zelle, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>No comparison</source>
        <translation>Kein Vergleich</translation>
    </message>
    <message>
        <source>Against the saved files</source>
        <translation>Gegen Gespeichertes</translation>
    </message>
    <message>
        <source>With staged policies</source>
        <translation>Mit vorgemerkten</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>▲ gained, ▼ lost: since the design was saved, or if staged policies were in force</source>
        <translation>▲ gewonnen, ▼ verloren: seit dem Speichern, oder wenn vorgemerkte Richtlinien in Kraft wären</translation>
    </message>
    <message>
        <source>Nothing gained or lost</source>
        <translation>Nichts gewonnen oder verloren</translation>
    </message>
    <message>
        <source>▲ %L1 gained · ▼ %L2 lost</source>
        <translation>▲ %L1 gewonnen · ▼ %L2 verloren</translation>
    </message>
    <message>
        <source>%L1 of %L2 connections work · %L3 more are allowed without a route</source>
        <translation>%L1 von %L2 Verbindungen gehen · %L3 weitere sind erlaubt, aber ohne Route</translation>
    </message>
    <message>
        <source>Each pod</source>
        <translation>Jeder Pod</translation>
    </message>
    <message>
        <source>By labels</source>
        <translation>Nach Labels</translation>
    </message>
    <message>
        <source>Rows and columns</source>
        <translation>Zeilen und Spalten</translation>
    </message>
    <message>
        <source>A row and a column for each pod, or for all pods of a namespace with the same labels</source>
        <translation>Eine Zeile und eine Spalte für jeden Pod oder für alle Pods eines Namespace mit denselben Labels</translation>
    </message>
    <message>
        <source>Words of names, or labels: app=cart</source>
        <translation>Wörter von Namen, oder Labels: app=cart</translation>
    </message>
    <message>
        <source>A filter keeps what has each of its words in names or labels.</source>
        <translation>Ein Filter behält, was jedes seiner Wörter in Namen oder Labels hat.</translation>
    </message>
    <message>
        <source>%L1 of %L2 pairs of workloads connect · %L3 in part</source>
        <translation>%L1 von %L2 Paaren von Workloads sind verbunden · %L3 teilweise</translation>
    </message>
</context>
<context>
    <name>podloom::app::RoutesPanel</name>
    <message>
        <source>%1 · as predicted</source>
        <translation>%1 · wie vorhergesagt</translation>
    </message>
    <message>
        <source>predicted %1 · the kernel has %2</source>
        <translation>vorhergesagt %1 · der Kernel hat %2</translation>
    </message>
    <message>
        <source>predicted %1 · not in the kernel</source>
        <translation>vorhergesagt %1 · nicht im Kernel</translation>
    </message>
    <message>
        <source>%1 · was not predicted</source>
        <translation>%1 · nicht vorhergesagt</translation>
    </message>
    <message>
        <source>Compare with the lab</source>
        <translation>Mit dem Labor vergleichen</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>Routen</translation>
    </message>
    <message>
        <source>Why it is so</source>
        <translation>Warum es so ist</translation>
    </message>
    <message>
        <source>No machines yet</source>
        <translation>Noch keine Maschinen</translation>
    </message>
    <message>
        <source>Add a node or a router, and what it will know stands here.</source>
        <translation>Fügen Sie einen Knoten oder Router hinzu, dann steht hier, was er wissen wird.</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>Jede Route wird verfolgt …</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>Nicht hier</translation>
    </message>
    <message>
        <source>Why not here?</source>
        <translation>Warum nicht hier?</translation>
    </message>
    <message>
        <source>%1 routes predicted</source>
        <translation>%1 Routen vorhergesagt</translation>
    </message>
    <message>
        <source>%1 of %2 routes as predicted</source>
        <translation>%1 von %2 Routen wie vorhergesagt</translation>
    </message>
    <message>
        <source>Click a route to see where it comes from, or where it was lost</source>
        <translation>Klicken Sie auf eine Route, um zu sehen, woher sie kommt oder wo sie verloren ging</translation>
    </message>
    <message>
        <source>Why %1 is here</source>
        <translation>Warum %1 hier ist</translation>
    </message>
    <message>
        <source>Why %1 is not here</source>
        <translation>Warum %1 nicht hier ist</translation>
    </message>
</context>
<context>
    <name>podloom::app::Settings</name>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>Nichts bewegt sich von selbst</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Größe von allem</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>SSH: the machines of an emulated lab have a known_hosts of their lab, real ones ~/.ssh/known_hosts, or the file that PODLOOM_KNOWN_HOSTS names. An unknown key is shown and asked for, a changed one is refused.</source>
        <translation>SSH: die Maschinen eines emulierten Labors haben eine known_hosts ihres Labors, wirkliche ~/.ssh/known_hosts oder die Datei, die PODLOOM_KNOWN_HOSTS nennt. Ein unbekannter Schlüssel wird gezeigt und erfragt, ein geänderter abgelehnt.</translation>
    </message>
    <message>
        <source>Size, language and motion count from the next start on.</source>
        <translation>Größe, Sprache und Bewegung gelten vom nächsten Start an.</translation>
    </message>
</context>
<context>
    <name>podloom::app::SideBar</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Gliederung</translation>
    </message>
</context>
<context>
    <name>podloom::app::StartPage</name>
    <message>
        <source>Draw a cluster network, then run it</source>
        <translation>Ein Clusternetz zeichnen und dann betreiben</translation>
    </message>
    <message>
        <source>Drag a tile from the left onto the drawing, let a wizard begin, or look at an example. Nothing is written until you save.</source>
        <translation>Ziehen Sie eine Kachel von links auf die Zeichnung, lassen Sie einen Assistenten beginnen, oder sehen Sie ein Beispiel an. Geschrieben wird erst, wenn Sie speichern.</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>Minimal</translation>
    </message>
    <message>
        <source>Two nodes, two workloads, one policy: the smallest design that is still a network.</source>
        <translation>Zwei Knoten, zwei Workloads, eine Richtlinie: der kleinste Entwurf, der noch ein Netz ist.</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Two racks with routers, twenty pods in five namespaces, and the policies of a web shop.</source>
        <translation>Zwei Racks mit Routern, zwanzig Pods in fünf Namensräumen und die Richtlinien eines Webladens.</translation>
    </message>
    <message>
        <source>Fabric</source>
        <translation>Fabric</translation>
    </message>
    <message>
        <source>Spines and leaves, an AS a rack, six nodes: how routes of pods travel through a data centre.</source>
        <translation>Spines und Leaves, ein AS je Rack, sechs Knoten: wie Routen von Pods durch ein Rechenzentrum laufen.</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>Eine Kopie öffnen</translation>
    </message>
    <message>
        <source>Open a copy of %1</source>
        <translation>Eine Kopie von %1 öffnen</translation>
    </message>
</context>
<context>
    <name>podloom::app::StatusLine</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>No lab is running</source>
        <translation>Kein Labor läuft</translation>
    </message>
    <message>
        <source>Lab “%1” is not running</source>
        <translation>Labor „%1“ läuft nicht</translation>
    </message>
    <message>
        <source>Lab “%1”: none of its nodes has reported yet</source>
        <translation>Labor „%1“: noch hat sich keiner seiner Knoten gemeldet</translation>
    </message>
    <message>
        <source>Lab “%1”: its node is ready</source>
        <translation>Labor „%1“: sein Knoten ist bereit</translation>
    </message>
    <message>
        <source>Lab “%1”: its node is not ready</source>
        <translation>Labor „%1“: sein Knoten ist nicht bereit</translation>
    </message>
    <message>
        <source>Lab “%1”: %2 of %3 nodes ready</source>
        <translation>Labor „%1“: %2 von %3 Knoten bereit</translation>
    </message>
    <message>
        <source> · 1 session established</source>
        <translation> · 1 Sitzung steht</translation>
    </message>
    <message>
        <source> · %1 sessions established</source>
        <translation> · %1 Sitzungen stehen</translation>
    </message>
    <message>
        <source>, %1 not</source>
        <translation>, %1 nicht</translation>
    </message>
    <message>
        <source>Prediction = measurement: %1 pair · checked at %2</source>
        <translation>Vorhersage = Messung: %1 Paar · geprüft um %2</translation>
    </message>
    <message>
        <source>Prediction = measurement: %1 pairs · checked at %2</source>
        <translation>Vorhersage = Messung: %1 Paare · geprüft um %2</translation>
    </message>
    <message>
        <source>Prediction ≠ measurement: %1 of %2 pairs</source>
        <translation>Vorhersage ≠ Messung: %1 von %2 Paaren</translation>
    </message>
    <message>
        <source>; “%1” is: choose it in the panel Lab</source>
        <translation>; „%1“ läuft: Wählen Sie es im Bereich Labor</translation>
    </message>
    <message>
        <source>; %1 others are: choose one in the panel Lab</source>
        <translation>; %1 andere laufen: Wählen Sie eines im Bereich Labor</translation>
    </message>
</context>
<context>
    <name>podloom::app::TopBar</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>Ins Labor ausrollen</translation>
    </message>
    <message>
        <source>Podloom</source>
        <translation>Podloom</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Find or run…</source>
        <translation>Finden oder ausführen…</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>Find or run</source>
        <translation>Finden oder ausführen</translation>
    </message>
    <message>
        <source>opening…</source>
        <translation>wird geöffnet…</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>1 pod</source>
        <translation>1 Pod</translation>
    </message>
    <message>
        <source>%1 pods</source>
        <translation>%1 Pods</translation>
    </message>
    <message>
        <source>1 policy</source>
        <translation>1 Richtlinie</translation>
    </message>
    <message>
        <source>%1 policies</source>
        <translation>%1 Richtlinien</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>wird gespeichert…</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>Plan · %1</source>
        <translation>Plan · %1</translation>
    </message>
    <message>
        <source>typed text is not applied</source>
        <translation>getippter Text nicht übernommen</translation>
    </message>
    <message>
        <source>%1 + %2 more</source>
        <translation>%1 + %2 weitere</translation>
    </message>
</context>
<context>
    <name>podloom::app::TopologyScene</name>
    <message>
        <source>Nothing is drawn yet</source>
        <translation>Noch ist nichts gezeichnet</translation>
    </message>
    <message>
        <source>%1: %2 pods may reach it, it may reach %3</source>
        <translation>%1: %2 Pods dürfen ihn erreichen, er darf %3 erreichen</translation>
    </message>
    <message>
        <source> · open to outside</source>
        <translation> · von außen offen</translation>
    </message>
    <message>
        <source> · may go outside (TCP 443)</source>
        <translation> · darf nach außen (TCP 443)</translation>
    </message>
    <message>
        <source>Expand group</source>
        <translation>Gruppe ausklappen</translation>
    </message>
    <message>
        <source>Collapse group</source>
        <translation>Gruppe einklappen</translation>
    </message>
    <message>
        <source>No lab of this design runs.
Deploy it to a lab (Ctrl D), and what its agents, sessions and pods report stands here.</source>
        <translation>Kein Labor dieses Entwurfs läuft.
Bringen Sie ihn in ein Labor (Strg D), dann steht hier, was Agenten, Sitzungen und Pods melden.</translation>
    </message>
    <message>
        <source> · no route leads to %1 of them</source>
        <translation> · zu %1 davon führt keine Route</translation>
    </message>
</context>
<context>
    <name>podloom::app::TracePanel</name>
    <message>
        <source>Hops</source>
        <translation>Hops</translation>
    </message>
    <message>
        <source>Which packet?</source>
        <translation>Welches Paket?</translation>
    </message>
    <message>
        <source>Choose two pods (Ctrl and click) and “Trace between two pods”, or click a cell of the reachability matrix.</source>
        <translation>Wählen Sie zwei Pods (Strg und Klick) und „Weg zwischen zwei Pods verfolgen“, oder klicken Sie auf eine Zelle der Erreichbarkeitsmatrix.</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>Jede Route wird verfolgt …</translation>
    </message>
    <message>
        <source>There is no way to show</source>
        <translation>Es gibt keinen Weg zu zeigen</translation>
    </message>
    <message>
        <source>%1 → %2, %3</source>
        <translation>%1 → %2, %3</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>aufgehalten</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>never gets here: %1</source>
        <translation>kommt nie hierher: %1</translation>
    </message>
    <message>
        <source>kernel: sends it on</source>
        <translation>Kernel: schickt es weiter</translation>
    </message>
    <message>
        <source>kernel: delivers it</source>
        <translation>Kernel: stellt es zu</translation>
    </message>
    <message>
        <source>kernel: has no route</source>
        <translation>Kernel: hat keine Route</translation>
    </message>
    <message>
        <source>kernel: drops it</source>
        <translation>Kernel: verwirft es</translation>
    </message>
    <message>
        <source>kernel: next hop is not there</source>
        <translation>Kernel: den nächsten Hop gibt es nicht</translation>
    </message>
    <message>
        <source>kernel: goes round in a loop</source>
        <translation>Kernel: läuft im Kreis</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Noch einmal messen</translation>
    </message>
    <message>
        <source>predicted: delivered</source>
        <translation>vorhergesagt: zugestellt</translation>
    </message>
    <message>
        <source>predicted: stopped</source>
        <translation>vorhergesagt: aufgehalten</translation>
    </message>
    <message>
        <source>kernels: there and back</source>
        <translation>Kernel: hin und zurück</translation>
    </message>
    <message>
        <source>kernels: no way</source>
        <translation>Kernel: kein Weg</translation>
    </message>
    <message>
        <source>probe: answered</source>
        <translation>Probe: beantwortet</translation>
    </message>
    <message>
        <source>probe: no answer</source>
        <translation>Probe: keine Antwort</translation>
    </message>
    <message>
        <source>asking the lab…</source>
        <translation>das Labor wird gefragt…</translation>
    </message>
</context>
<context>
    <name>podloom::app::WizardDialog</name>
    <message>
        <source>Manifests</source>
        <translation>Manifeste</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>podloom::app::Workbench</name>
    <message>
        <source>Designs</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>Changed on the disk by another program</source>
        <translation>Auf dem Datenträger von einem anderen Programm geändert</translation>
    </message>
</context>
<context>
    <name>podloom::app::fixes</name>
    <message>
        <source>Give it %1</source>
        <translation>%1 geben</translation>
    </message>
    <message>
        <source>Grow pool to /%1</source>
        <translation>Pool auf /%1 vergrößern</translation>
    </message>
    <message>
        <source>Add a pool with %1</source>
        <translation>Einen Pool mit %1 hinzufügen</translation>
    </message>
    <message>
        <source>Turn the mesh off</source>
        <translation>Das Mesh abschalten</translation>
    </message>
    <message>
        <source>Exchange %1 and %2</source>
        <translation>%1 und %2 vertauschen</translation>
    </message>
    <message>
        <source>Remove endPort</source>
        <translation>endPort entfernen</translation>
    </message>
    <message>
        <source>Remove the exception %1</source>
        <translation>Ausnahme %1 entfernen</translation>
    </message>
    <message>
        <source>Allow egress to port 53</source>
        <translation>Ausgang zu Port 53 erlauben</translation>
    </message>
    <message>
        <source>Add the tier %1</source>
        <translation>Tier %1 hinzufügen</translation>
    </message>
    <message>
        <source>Move it to the tier default</source>
        <translation>In den Tier default verschieben</translation>
    </message>
    <message>
        <source>Write policyTypes: [%1]</source>
        <translation>policyTypes: [%1] schreiben</translation>
    </message>
    <message>
        <source>Add %1 to policyTypes</source>
        <translation>%1 zu policyTypes hinzufügen</translation>
    </message>
    <message>
        <source>Add Pass behind them</source>
        <translation>Pass dahinter anfügen</translation>
    </message>
    <message>
        <source>Add Allow behind them</source>
        <translation>Allow dahinter anfügen</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>In %1 umbenennen</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>Take its name away</source>
        <translation>Seinen Namen wegnehmen</translation>
    </message>
    <message>
        <source>Write %1: %2</source>
        <translation>%1: %2 schreiben</translation>
    </message>
</context>
</TS>
