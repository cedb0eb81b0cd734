<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ConnectHandle</name>
    <message>
        <source>Drag to another card to connect the two</source>
        <translation>拖到另一张卡片以连接两者</translation>
    </message>
</context>
<context>
    <name>Doing</name>
    <message>
        <source>answer --ask</source>
        <translation>回答 --ask</translation>
    </message>
    <message>
        <source>ask for a lease</source>
        <translation>请求租约</translation>
    </message>
    <message>
        <source>call %1</source>
        <translation>调用 %1</translation>
    </message>
    <message>
        <source>connect to %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>connect to %1 port %2</source>
        <translation>连接 %1 端口 %2</translation>
    </message>
    <message>
        <source>download %1</source>
        <translation>下载 %1</translation>
    </message>
    <message>
        <source>draw into %1</source>
        <translation>绘制到 %1</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>jump over %1</source>
        <translation>经 %1 跳转</translation>
    </message>
    <message>
        <source>keep the lease alive</source>
        <translation>保持租约</translation>
    </message>
    <message>
        <source>list %1</source>
        <translation>列出 %1</translation>
    </message>
    <message>
        <source>listen on the outside host</source>
        <translation>在外部主机上监听</translation>
    </message>
    <message>
        <source>log in to etcd as %1</source>
        <translation>以 %1 登录 etcd</translation>
    </message>
    <message>
        <source>look at %1</source>
        <translation>查看 %1</translation>
    </message>
    <message>
        <source>look at its addresses</source>
        <translation>查看其地址</translation>
    </message>
    <message>
        <source>make an SSH key</source>
        <translation>生成 SSH 密钥</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>打开 %1</translation>
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
        <translation>准备外部主机</translation>
    </message>
    <message>
        <source>read %1</source>
        <translation>读取 %1</translation>
    </message>
    <message>
        <source>read a message</source>
        <translation>读取消息</translation>
    </message>
    <message>
        <source>read the answer of etcd</source>
        <translation>读取 etcd 的应答</translation>
    </message>
    <message>
        <source>read the inventory of the lab %1</source>
        <translation>读取实验环境 %1 的清单</translation>
    </message>
    <message>
        <source>read the layout</source>
        <translation>读取布局</translation>
    </message>
    <message>
        <source>save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>save the layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>talk to the agent of %1</source>
        <translation>与 %1 的代理通信</translation>
    </message>
    <message>
        <source>the lab runs a pod that the design has not</source>
        <translation>实验环境运行了设计中没有的 Pod</translation>
    </message>
    <message>
        <source>wait for %1</source>
        <translation>等待 %1</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>write a batch</source>
        <translation>写入批次</translation>
    </message>
</context>
<context>
    <name>LiveStatus</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法访问</translation>
    </message>
    <message>
        <source>%1 in · %2 out</source>
        <translation>收 %1 · 发 %2</translation>
    </message>
    <message>
        <source>no report yet</source>
        <translation>尚未报告</translation>
    </message>
    <message>
        <source>does not run</source>
        <translation>未运行</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>%1 has no address yet; give it one, then connect</source>
        <translation>%1 还没有地址；请先设置地址再连接</translation>
    </message>
    <message>
        <source>%1 has something in it already: choose a new folder for the copy</source>
        <translation>%1 中已有内容：请为副本选择新文件夹</translation>
    </message>
    <message>
        <source>AS number: %1, the first private one (RFC 6996) that nothing here has.</source>
        <translation>AS 号：%1，此处尚未使用的第一个私有号（RFC 6996）。</translation>
    </message>
    <message>
        <source>An AS a node; nodes speak eBGP with the router of their rack.</source>
        <translation>每节点一个 AS；节点与其机架路由器运行 eBGP。</translation>
    </message>
    <message>
        <source>An AS a rack; nodes speak iBGP with the router of their rack.</source>
        <translation>每机架一个 AS；节点与其机架路由器运行 iBGP。</translation>
    </message>
    <message>
        <source>Blocks: /%1, %2 addresses. Nodes take whole blocks: %3 pods need %4, and the network carries one route a block instead of one a pod.</source>
        <translation>地址块：/%1，%2 个地址。节点以整块申领：%3 个 Pod 需要 %4 块，网络中每块一条路由，而不是每个 Pod 一条。</translation>
    </message>
    <message>
        <source>Every node peers with every other.</source>
        <translation>所有节点两两对等。</translation>
    </message>
    <message>
        <source>One reflector a rack, and a mesh of the reflectors.</source>
        <translation>每机架一个路由反射器，反射器之间全互联。</translation>
    </message>
    <message>
        <source>Pool: %1, %2 addresses. %3 nodes need %4; the pool has at least twice that, so that it can grow without a second one.</source>
        <translation>地址池：%1，%2 个地址。%3 个节点需要 %4 个；地址池至少留有一倍余量，无需第二个池即可扩展。</translation>
    </message>
    <message>
        <source>Racks below leaves, and every leaf below every spine.</source>
        <translation>机架在叶交换机之下，每个叶连接每个脊。</translation>
    </message>
    <message>
        <source>Routes: a mesh. %1 sessions, %2 a node; nothing has to be looked after, and up to %3 nodes that stays little.</source>
        <translation>路由：全互联。共 %1 个会话，每节点 %2 个；无需维护，在 %3 个节点以内开销很小。</translation>
    </message>
    <message>
        <source>Routes: reflectors. A mesh of %1 nodes would have %2 sessions; through reflectors a node keeps a few, and a reflector may fail.</source>
        <translation>路由：路由反射器。%1 个节点全互联需要 %2 个会话；经反射器每节点只需几个，且允许一个反射器失效。</translation>
    </message>
    <message>
        <source>Routes: the nodes peer with the routers of their racks, so that the network itself knows where pods are and nothing is wrapped into tunnels.</source>
        <translation>路由：节点与其机架路由器对等，网络本身知道 Pod 的位置，无需隧道封装。</translation>
    </message>
    <message>
        <source>Sites that share nothing but an upstream, with one uplink each.</source>
        <translation>各站点只共享上游，各有一条上联链路。</translation>
    </message>
    <message>
        <source>Two nodes reflect the routes of all others.</source>
        <translation>由两个节点反射其他所有节点的路由。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no port: write 80, 8000-8080 or a port&apos;s name, after TCP, UDP or SCTP</source>
        <translation>“%1”不是端口：请在 TCP、UDP 或 SCTP 之后写 80、8000-8080 或端口名称</translation>
    </message>
    <message>
        <source>a BGPPeer belongs to a node; two routers speak with each other over a link between them</source>
        <translation>BGPPeer 属于节点；两台路由器通过它们之间的链路通信</translation>
    </message>
    <message>
        <source>beside %1 clusters there are no networks left that would go without saying: add the next one by hand</source>
        <translation>已有 %1 个集群，没有可自动选用的网段：请手动添加下一个</translation>
    </message>
    <message>
        <source>choose the namespace that may come in</source>
        <translation>请选择允许进入的命名空间</translation>
    </message>
    <message>
        <source>choose the namespace that the policy is for</source>
        <translation>请选择策略所属的命名空间</translation>
    </message>
    <message>
        <source>choose the nodes and routers that the link joins (two or more), then add it</source>
        <translation>请选择链路连接的节点和路由器（两个或更多），然后添加</translation>
    </message>
    <message>
        <source>choose the workload or a pod that the service is for, then add it</source>
        <translation>请选择服务对应的工作负载或 Pod，然后添加</translation>
    </message>
    <message>
        <source>choose the workload that may come in</source>
        <translation>请选择允许进入的工作负载</translation>
    </message>
    <message>
        <source>no /%1 between 10.48.0.0 and 10.255.255.255 is free for %2 nodes with %3 pods each: ask for fewer, or make the pools by hand</source>
        <translation>10.48.0.0 与 10.255.255.255 之间没有空闲的 /%1 供 %2 个节点（各 %3 个 Pod）使用：请减少数量，或手动建立地址池</translation>
    </message>
    <message>
        <source>no /18 between 10.48.0.0 and 10.255.255.255 is free for another pool</source>
        <translation>10.48.0.0 与 10.255.255.255 之间没有空闲的 /18 可用于新地址池</translation>
    </message>
    <message>
        <source>no address of %1 behind %2 is free for the copy</source>
        <translation>%1 中 %2 之后没有空闲地址可供副本使用</translation>
    </message>
    <message>
        <source>no network as large as %1 is free behind it for the copy</source>
        <translation>其后没有与 %1 同样大小的空闲网段可供副本使用</translation>
    </message>
    <message>
        <source>nothing here is a manifest with apiVersion and kind, a containerlab or a netlab topology</source>
        <translation>这里没有带 apiVersion 和 kind 的清单，也没有 containerlab 或 netlab 拓扑</translation>
    </message>
    <message>
        <source>pods a node has to be a number from 1 to %1</source>
        <translation>每节点 Pod 数须为 1 到 %1 之间的数</translation>
    </message>
    <message>
        <source>the clipboard has no manifests; copy objects here, or YAML with apiVersion and kind</source>
        <translation>剪贴板中没有清单；请在此复制对象，或复制带 apiVersion 和 kind 的 YAML</translation>
    </message>
    <message>
        <source>another design was opened before this one was saved</source>
        <translation>在保存此设计之前已打开另一个设计</translation>
    </message>
    <message>
        <source>the design has no file %1 any more: open it again first</source>
        <translation>设计中已没有文件 %1：请先重新打开</translation>
    </message>
    <message>
        <source>the layout is no list of names and values; delete the file to have the drawing laid out anew</source>
        <translation>布局文件不是名称与值的列表；删除该文件可重新布局</translation>
    </message>
    <message>
        <source>there is a cluster called %1 already: give this one another name</source>
        <translation>已有名为 %1 的集群：请另取名称</translation>
    </message>
    <message>
        <source>there is no workload %1 in the design any more: choose another one</source>
        <translation>设计中已没有工作负载 %1：请另选一个</translation>
    </message>
    <message>
        <source>this design has no file yet; choose where to save it</source>
        <translation>此设计还没有文件；请选择保存位置</translation>
    </message>
    <message>
        <source>this design lies in %1 already</source>
        <translation>此设计已保存在 %1</translation>
    </message>
    <message>
        <source>this is no journal of unsaved edits</source>
        <translation>这不是未保存编辑的日志</translation>
    </message>
    <message>
        <source>this is no topology of %1: at its top there is no &quot;%2&quot;</source>
        <translation>这不是 %1 的拓扑：顶层没有“%2”</translation>
    </message>
    <message>
        <source>write the ranges that may come in, e.g. 192.0.2.0/24, 2001:db8::/32</source>
        <translation>请写出允许进入的网段，例如 192.0.2.0/24, 2001:db8::/32</translation>
    </message>
    <message>
        <source>%1 (%2) overlaps %3 (%4)</source>
        <translation>%1（%2）与 %3（%4）重叠</translation>
    </message>
    <message>
        <source>%1 -&gt; %2 %3 is allowed too</source>
        <translation>%1 -&gt; %2 %3 也被允许</translation>
    </message>
    <message>
        <source>%1 -&gt; %2 %3 stays denied</source>
        <translation>%1 -&gt; %2 %3 仍被拒绝</translation>
    </message>
    <message>
        <source>%1 already means the ports of the service; leave out ports and notPorts</source>
        <translation>%1 已表示服务的端口；请去掉 ports 和 notPorts</translation>
    </message>
    <message>
        <source>%1 and %2 more may open connections to other pods but not ask a name server; allow egress to port 53, UDP and TCP</source>
        <translation>%1 以及另外 %2 个可以连接其他 Pod，但不能查询域名服务器；请允许到端口 53（UDP 和 TCP）的出站流量</translation>
    </message>
    <message>
        <source>%1 and doNotTrack exclude each other</source>
        <translation>%1 与 doNotTrack 互斥</translation>
    </message>
    <message>
        <source>%1 and peerIP are of different families</source>
        <translation>%1 与 peerIP 的地址族不同</translation>
    </message>
    <message>
        <source>%1 and the protocol %2 do not go together</source>
        <translation>%1 与协议 %2 不能同时使用</translation>
    </message>
    <message>
        <source>%1 calls port %2, but %3 listens on port %4</source>
        <translation>%1 连接端口 %2，但 %3 监听端口 %4</translation>
    </message>
    <message>
        <source>%1 cannot be changed without touching the text around it; change it in the text</source>
        <translation>不改动周围文本就无法更改 %1；请在文本中修改</translation>
    </message>
    <message>
        <source>%1 cannot stand beside selectors, serviceAccounts, nets or notNets</source>
        <translation>%1 不能与选择器、serviceAccounts、nets 或 notNets 并用</translation>
    </message>
    <message>
        <source>%1 comes from a merge key; write it out before you change it</source>
        <translation>%1 来自合并键；请先展开再修改</translation>
    </message>
    <message>
        <source>%1 does not match the labels of the pod template (spec.template.metadata.labels)</source>
        <translation>%1 与 Pod 模板的标签（spec.template.metadata.labels）不匹配</translation>
    </message>
    <message>
        <source>%1 does not peer with %2 at %3</source>
        <translation>%1 未在 %3 与 %2 对等</translation>
    </message>
    <message>
        <source>%1 does not tell %2: %3[%4] of the BGPFilter %5 rejects it</source>
        <translation>%1 不通告给 %2：BGPFilter %5 的 %3[%4] 拒绝它</translation>
    </message>
    <message>
        <source>%1 does not tell %2: it came from there</source>
        <translation>%1 不通告给 %2：它来自对方</translation>
    </message>
    <message>
        <source>%1 does not tell %2: the route carries no-export or no-advertise</source>
        <translation>%1 不通告给 %2：路由带有 no-export 或 no-advertise</translation>
    </message>
    <message>
        <source>%1 does not track the connection, so that its answers are dropped</source>
        <translation>%1 不跟踪该连接，其应答会被丢弃</translation>
    </message>
    <message>
        <source>%1 expects AS %2, but %3 is in AS %4</source>
        <translation>%1 期望 AS %2，但 %3 属于 AS %4</translation>
    </message>
    <message>
        <source>%1 goes with a cidr and the matchOperator In or NotIn</source>
        <translation>%1 须与 cidr 及 matchOperator In 或 NotIn 一起使用</translation>
    </message>
    <message>
        <source>%1 goes with the action Accept only</source>
        <translation>%1 只能与动作 Accept 一起使用</translation>
    </message>
    <message>
        <source>%1 has %2 items, so there is no &quot;%3&quot;</source>
        <translation>%1 有 %2 项，因此没有“%3”</translation>
    </message>
    <message>
        <source>%1 has %2 items; at most %3 are allowed</source>
        <translation>%1 有 %2 项；最多允许 %3 项</translation>
    </message>
    <message>
        <source>%1 has a network of another family than ipVersion</source>
        <translation>%1 中的网段与 ipVersion 的地址族不同</translation>
    </message>
    <message>
        <source>%1 has an equal way through %2</source>
        <translation>%1 经 %2 有等价路径</translation>
    </message>
    <message>
        <source>%1 has another text at byte %2 than the change expects</source>
        <translation>%1 在字节 %2 处的文本与更改的预期不同</translation>
    </message>
    <message>
        <source>%1 has been taken away</source>
        <translation>%1 已被移除</translation>
    </message>
    <message>
        <source>%1 has bits set behind /%2; the network is %3</source>
        <translation>%1 在 /%2 之后有非零位；网段为 %3</translation>
    </message>
    <message>
        <source>%1 has ipBlock beside a selector; write them as two peers, each with its own &quot;-&quot;</source>
        <translation>%1 同时有 ipBlock 和选择器；请写成两个对等方，各带“-”</translation>
    </message>
    <message>
        <source>%1 has more than %2 entries</source>
        <translation>%1 超过 %2 项</translation>
    </message>
    <message>
        <source>%1 has no %2 address</source>
        <translation>%1 没有 %2 地址</translation>
    </message>
    <message>
        <source>%1 has no %2 rule</source>
        <translation>%1 没有%2规则</translation>
    </message>
    <message>
        <source>%1 has several kinds of peers; write each as a peer of its own</source>
        <translation>%1 含多种对等方；请分别写成独立的对等方</translation>
    </message>
    <message>
        <source>%1 has the address %2, which %3 has too</source>
        <translation>%1 的地址 %2 与 %3 相同</translation>
    </message>
    <message>
        <source>%1 has the same order in the tier &quot;%2&quot; and selects some of the same pods; their names decide which comes first: give one of them another order</source>
        <translation>%1 在层级“%2”中顺序相同，且选中部分相同的 Pod；先后由名称决定：请为其中一个设置不同的顺序</translation>
    </message>
    <message>
        <source>%1 has to be a number from %2 to %3</source>
        <translation>%1 须为 %2 到 %3 之间的数</translation>
    </message>
    <message>
        <source>%1 is %2, below port %3</source>
        <translation>%1 为 %2，小于 port %3</translation>
    </message>
    <message>
        <source>%1 is %2; for this family it must be from %3 to %4</source>
        <translation>%1 为 %2；此地址族须在 %3 到 %4 之间</translation>
    </message>
    <message>
        <source>%1 is %2; it is read as %3: write that</source>
        <translation>%1 为 %2；按 %3 读取：请改写</translation>
    </message>
    <message>
        <source>%1 is %2; it must be from %3 to %4</source>
        <translation>%1 为 %2；须在 %3 到 %4 之间</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a label value has at most 63 letters, digits, &quot;-&quot;, &quot;_&quot; and &quot;.&quot;, and begins and ends with a letter or digit</source>
        <translation>%1 为“%2”；标签值最多 63 个字母、数字、“-”、“_”和“.”，且以字母或数字开头和结尾</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; a port name has at most 15 lower-case letters, digits and single &quot;-&quot;, with at least one letter</source>
        <translation>%1 为“%2”；端口名称最多 15 个小写字母、数字和单个“-”，至少一个字母</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be %3</source>
        <translation>%1 为“%2”；须为 %3</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be Ingress or Egress</source>
        <translation>%1 为“%2”；须为 Ingress 或 Egress</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be a number from 1 to 65535 without quotes, or a port name (at most 15 lower-case letters, digits and &quot;-&quot;)</source>
        <translation>%1 为“%2”；须为不带引号的 1 到 65535 的数字，或端口名称（最多 15 个小写字母、数字和“-”）</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; write it like 100Mbit or 1Gbit</source>
        <translation>%1 为“%2”；请写成 100Mbit 或 1Gbit</translation>
    </message>
    <message>
        <source>%1 is already declared in %2:%3</source>
        <translation>%1 已在 %2:%3 声明</translation>
    </message>
    <message>
        <source>%1 is connected to %2</source>
        <translation>%1 直连 %2</translation>
    </message>
    <message>
        <source>%1 is connected to %2 and does not announce connected networks</source>
        <translation>%1 直连 %2，不通告直连网段</translation>
    </message>
    <message>
        <source>%1 is empty; a peer needs podSelector, namespaceSelector or ipBlock</source>
        <translation>%1 为空；对等方需要 podSelector、namespaceSelector 或 ipBlock</translation>
    </message>
    <message>
        <source>%1 is empty; it needs at least one item</source>
        <translation>%1 为空；至少需要一项</translation>
    </message>
    <message>
        <source>%1 is empty; it needs at least one peer</source>
        <translation>%1 为空；至少需要一个对等方</translation>
    </message>
    <message>
        <source>%1 is extensions/%2, which clusters no longer serve; write %3</source>
        <translation>%1 为 extensions/%2，集群已不再支持；请写 %3</translation>
    </message>
    <message>
        <source>%1 is for rules that allow only</source>
        <translation>%1 只能用于放行规则</translation>
    </message>
    <message>
        <source>%1 is kept, but no sessions with pods are made or predicted</source>
        <translation>%1 会保留，但不会建立或预测与 Pod 的会话</translation>
    </message>
    <message>
        <source>%1 is longer than 100 characters</source>
        <translation>%1 超过 100 个字符</translation>
    </message>
    <message>
        <source>%1 is neither a list nor a mapping, so it has no &quot;%2&quot;</source>
        <translation>%1 既不是列表也不是映射，因此没有“%2”</translation>
    </message>
    <message>
        <source>%1 is no community: aa:nn (16 bits each) or aa:nn:mm (32 bits each)</source>
        <translation>%1 不是团体属性：aa:nn（各 16 位）或 aa:nn:mm（各 32 位）</translation>
    </message>
    <message>
        <source>%1 is not the record of an address block</source>
        <translation>%1 不是地址块记录</translation>
    </message>
    <message>
        <source>%1 is shared by an anchor and its aliases; write it out before you change it</source>
        <translation>%1 由锚点及其别名共享；请先展开再修改</translation>
    </message>
    <message>
        <source>%1 keeps %2 to itself: its pool %3 has disableBGPExport</source>
        <translation>%1 不通告 %2：其地址池 %3 设置了 disableBGPExport</translation>
    </message>
    <message>
        <source>%1 keeps %2 to itself: no pool holds it</source>
        <translation>%1 不通告 %2：没有地址池包含它</translation>
    </message>
    <message>
        <source>%1 learned it inside its AS and does not reflect it to %2: neither end is its client</source>
        <translation>%1 在 AS 内学到它，且不反射给 %2：两端都不是其客户端</translation>
    </message>
    <message>
        <source>%1 may open connections to other pods but not ask a name server; allow egress to port 53, UDP and TCP</source>
        <translation>%1 可以连接其他 Pod，但不能查询域名服务器；请允许到端口 53（UDP 和 TCP）的出站流量</translation>
    </message>
    <message>
        <source>%1 must be %2, not %3</source>
        <translation>%1 须为 %2，而不是 %3</translation>
    </message>
    <message>
        <source>%1 must be 0s (for ever) or at least 3s</source>
        <translation>%1 须为 0s（永久）或至少 3s</translation>
    </message>
    <message>
        <source>%1 must be 4 or 6</source>
        <translation>%1 必须是 4 或 6</translation>
    </message>
    <message>
        <source>%1 must be &quot;true&quot;, &quot;graceful&quot; or &quot;false&quot;</source>
        <translation>%1 须为 &quot;true&quot;、&quot;graceful&quot; 或 &quot;false&quot;</translation>
    </message>
    <message>
        <source>%1 must be a number</source>
        <translation>%1 须为数字</translation>
    </message>
    <message>
        <source>%1 must be a text, and %2 without quotes is %3; put it in quotes</source>
        <translation>%1 须为文本，而不带引号的 %2 是 %3；请加引号</translation>
    </message>
    <message>
        <source>%1 must be an AS number from 1 to 4294967295</source>
        <translation>%1 须为 1 到 4294967295 的 AS 号</translation>
    </message>
    <message>
        <source>%1 must be from %2 to %3 seconds, without fractions</source>
        <translation>%1 须为 %2 到 %3 的整数秒</translation>
    </message>
    <message>
        <source>%1 must be from 10ms to 60s</source>
        <translation>%1 须在 10ms 到 60s 之间</translation>
    </message>
    <message>
        <source>%1 must be left out with operator %2</source>
        <translation>使用运算符 %2 时不得有 %1</translation>
    </message>
    <message>
        <source>%1 names %2 nodes; the store runs on 1 or 3</source>
        <translation>%1 列出 %2 个节点；存储运行在 1 或 3 个节点上</translation>
    </message>
    <message>
        <source>%1 needs a prefix of 1 to 10 AS numbers</source>
        <translation>%1 需要 1 到 10 个 AS 号的前缀</translation>
    </message>
    <message>
        <source>%1 needs applyOnForward: true beside it</source>
        <translation>%1 需要同时设置 applyOnForward: true</translation>
    </message>
    <message>
        <source>%1 needs asNumber beside peerIP or localWorkloadSelector</source>
        <translation>%1 在 peerIP 或 localWorkloadSelector 之外还需要 asNumber</translation>
    </message>
    <message>
        <source>%1 needs at least two ends</source>
        <translation>%1 至少需要两端</translation>
    </message>
    <message>
        <source>%1 needs both cidr and matchOperator, or neither</source>
        <translation>%1 须同时有 cidr 和 matchOperator，或都没有</translation>
    </message>
    <message>
        <source>%1 needs exactly one of %2</source>
        <translation>%1 必须且只能有 %2 之一</translation>
    </message>
    <message>
        <source>%1 needs exactly one of addCommunity, prependASPath and setPriority</source>
        <translation>%1 必须且只能有 addCommunity、prependASPath、setPriority 之一</translation>
    </message>
    <message>
        <source>%1 needs exactly one of namespaces and pods</source>
        <translation>%1 必须且只能有 namespaces 或 pods 之一</translation>
    </message>
    <message>
        <source>%1 needs exactly one of node and router</source>
        <translation>%1 必须且只能有 node 或 router 之一</translation>
    </message>
    <message>
        <source>%1 needs exactly one of peerIP, peerSelector and localWorkloadSelector</source>
        <translation>%1 必须且只能有 peerIP、peerSelector、localWorkloadSelector 之一</translation>
    </message>
    <message>
        <source>%1 needs exactly one value</source>
        <translation>%1 必须恰好有一个值</translation>
    </message>
    <message>
        <source>%1 needs interfaceName, or expectedIPs to find the interface by</source>
        <translation>%1 需要 interfaceName，或用 expectedIPs 查找接口</translation>
    </message>
    <message>
        <source>%1 needs peerIP</source>
        <translation>%1 需要 peerIP</translation>
    </message>
    <message>
        <source>%1 needs port as a number beside it</source>
        <translation>%1 需要同时有数字形式的 port</translation>
    </message>
    <message>
        <source>%1 needs strictAffinity: true</source>
        <translation>%1 需要 strictAffinity: true</translation>
    </message>
    <message>
        <source>%1 needs the field %2</source>
        <translation>%1 需要字段 %2</translation>
    </message>
    <message>
        <source>%1 needs the protocol ICMP or ICMPv6 in the same rule</source>
        <translation>%1 需要同一规则中的协议为 ICMP 或 ICMPv6</translation>
    </message>
    <message>
        <source>%1 needs the protocol TCP, UDP or SCTP in the same rule</source>
        <translation>%1 需要同一规则中的协议为 TCP、UDP 或 SCTP</translation>
    </message>
    <message>
        <source>%1 needs the protocol TCP, or none</source>
        <translation>%1 要求协议为 TCP 或不填</translation>
    </message>
    <message>
        <source>%1 needs type beside it</source>
        <translation>%1 需要同时有 type</translation>
    </message>
    <message>
        <source>%1 nodes do not fill %2 racks: ask for more nodes or for fewer racks</source>
        <translation>%1 个节点不足以填满 %2 个机架：请增加节点或减少机架</translation>
    </message>
    <message>
        <source>%1 nodes in a full mesh are %2 sessions; above %3 nodes use route reflectors, or routers of the racks</source>
        <translation>%1 个节点全互联共 %2 个会话；超过 %3 个节点请使用路由反射器或机架路由器</translation>
    </message>
    <message>
        <source>%1 nodes take addresses from the pools of the family of &quot;%2&quot;, which have %3 blocks: some nodes have no block of their own and borrow address by address, each a route of its own; make the pool larger or its blocks smaller</source>
        <translation>%1 个节点使用与“%2”同地址族的地址池，共 %3 块：部分节点没有自己的块，只能逐个借用地址，每个地址一条路由；请扩大地址池或减小块</translation>
    </message>
    <message>
        <source>%1 or %2 has no AS number</source>
        <translation>%1 或 %2 没有 AS 号</translation>
    </message>
    <message>
        <source>%1 originates %2</source>
        <translation>%1 发起 %2</translation>
    </message>
    <message>
        <source>%1 passes %2 on to nobody: no pool of its cluster that BGP exports holds it</source>
        <translation>%1 不向任何人转发 %2：其集群中没有由 BGP 导出的地址池包含它</translation>
    </message>
    <message>
        <source>%1 pods need addresses of the family of the pool &quot;%2&quot;, and all pools together have %3: make the pool larger</source>
        <translation>%1 个 Pod 需要与地址池“%2”同族的地址，而所有地址池共 %3 个：请扩大地址池</translation>
    </message>
    <message>
        <source>%1 refuses it from %2: it has passed the same reflectors&apos; cluster id before</source>
        <translation>%1 拒绝来自 %2 的路由：它已经过相同的反射器 cluster id</translation>
    </message>
    <message>
        <source>%1 refuses it from %2: its own AS %3 is in the path (numAllowedLocalASNumbers)</source>
        <translation>%1 拒绝来自 %2 的路由：路径中有自身 AS %3（numAllowedLocalASNumbers）</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 allows</source>
        <translation>%3 的%1规则 %2 允许</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 denies</source>
        <translation>%3 的%1规则 %2 拒绝</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 does not match: %4</source>
        <translation>%3 的%1规则 %2 不匹配：%4</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 logs</source>
        <translation>%3 的%1规则 %2 记录日志</translation>
    </message>
    <message>
        <source>%1 rule %2 of %3 passes on to the next tier</source>
        <translation>%3 的%1规则 %2 转到下一层级</translation>
    </message>
    <message>
        <source>%1 takes %2 from nobody: it is no network for routes</source>
        <translation>%1 不接受 %2：它不是可路由的网段</translation>
    </message>
    <message>
        <source>%1 tells %2 of its own blocks alone</source>
        <translation>%1 只向 %2 通告自己的地址块</translation>
    </message>
    <message>
        <source>%1 told %2 of it: next hop %3, AS path &quot;%4&quot;, local preference %5</source>
        <translation>%1 通告给 %2：下一跳 %3，AS 路径“%4”，本地优先级 %5</translation>
    </message>
    <message>
        <source>%1 wants %2 replicas; at most %3 are supported</source>
        <translation>%1 需要 %2 个副本；最多支持 %3 个</translation>
    </message>
    <message>
        <source>%1: %2 does not belong to rules of this family</source>
        <translation>%1：%2 不属于此地址族的规则</translation>
    </message>
    <message>
        <source>%1: %2 is not a smaller part of %3</source>
        <translation>%1：%2 不是 %3 的真子集</translation>
    </message>
    <message>
        <source>%1: %2 is read as its network, %3</source>
        <translation>%1：%2 按其网段 %3 读取</translation>
    </message>
    <message>
        <source>%1: %2 is smaller than one block of /%3</source>
        <translation>%1：%2 小于一个 /%3 块</translation>
    </message>
    <message>
        <source>%1: IPIP carries IPv4 only</source>
        <translation>%1：IPIP 只承载 IPv4</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be the key of a label</source>
        <translation>%1：“%2”不能作为标签键</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; cannot be the name of a port</source>
        <translation>%1：“%2”不能作为端口名称</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is longer than the 15 bytes that Linux allows</source>
        <translation>%1：“%2”超过 Linux 允许的 15 字节</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no domain name such as &quot;example.org&quot; or &quot;*.example.org&quot;</source>
        <translation>%1：“%2”不是“example.org”或“*.example.org”这样的域名</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no duration; write it like 90s, 1m30s or 200ms</source>
        <translation>%1：“%2”不是时长；请写成 90s、1m30s 或 200ms</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no name of a namespace (at most 63 lower-case letters, digits and &quot;-&quot;)</source>
        <translation>%1：“%2”不是命名空间名称（最多 63 个小写字母、数字和“-”）</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no name of interfaces</source>
        <translation>%1：“%2”不是接口名称</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is no port, range of ports such as &quot;8000:9000&quot;, or name of a port</source>
        <translation>%1：“%2”不是端口、“8000:9000”这样的端口范围或端口名称</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an IPv4 or IPv6 address</source>
        <translation>%1：“%2”不是 IPv4 或 IPv6 地址</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an address, or an address and port</source>
        <translation>%1：“%2”不是地址，也不是地址加端口</translation>
    </message>
    <message>
        <source>%1: a %2 has the apiVersion %3</source>
        <translation>%1：%2 的 apiVersion 为 %3</translation>
    </message>
    <message>
        <source>%1: a peer has either node or nodeSelector</source>
        <translation>%1：对等体只能有 node 或 nodeSelector 之一</translation>
    </message>
    <message>
        <source>%1: a policy with preDNAT is for ingress only</source>
        <translation>%1：带 preDNAT 的策略只用于入站</translation>
    </message>
    <message>
        <source>%1: a pool has either ipipMode or vxlanMode</source>
        <translation>%1：地址池只能有 ipipMode 或 vxlanMode 之一</translation>
    </message>
    <message>
        <source>%1: a port of UDPLite has no name</source>
        <translation>%1：UDPLite 端口没有名称</translation>
    </message>
    <message>
        <source>%1: cluster IP &quot;%2&quot; is neither an address nor None</source>
        <translation>%1：Cluster IP“%2”既不是地址也不是 None</translation>
    </message>
    <message>
        <source>%1: domainNames are for rules that accept only</source>
        <translation>%1：domainNames 只能用于 Accept 规则</translation>
    </message>
    <message>
        <source>%1: false needs strictAffinity: true</source>
        <translation>%1：false 需要 strictAffinity: true</translation>
    </message>
    <message>
        <source>%1: global() belongs into the namespaceSelector of a rule</source>
        <translation>%1：global() 应写在规则的 namespaceSelector 中</translation>
    </message>
    <message>
        <source>%1: min is larger than max</source>
        <translation>%1：min 大于 max</translation>
    </message>
    <message>
        <source>%1: only pods have named ports; networks, nodes and domainNames of the rule do not match by them</source>
        <translation>%1：只有 Pod 有命名端口；规则中的 networks、nodes 和 domainNames 不能据此匹配</translation>
    </message>
    <message>
        <source>%1: only rules for export have a source</source>
        <translation>%1：只有 export 规则才有 source</translation>
    </message>
    <message>
        <source>%1: operator %2 needs at least one of values</source>
        <translation>%1：运算符 %2 至少需要一个 values</translation>
    </message>
    <message>
        <source>%1: podloom.dev has no kind %2</source>
        <translation>%1：podloom.dev 没有类型 %2</translation>
    </message>
    <message>
        <source>%1: secrets never stand in a manifest; Podloom asks for them or uses a key file</source>
        <translation>%1：机密不得写入清单；Podloom 会询问或使用密钥文件</translation>
    </message>
    <message>
        <source>%1: start %2 must be below end %3</source>
        <translation>%1：start %2 须小于 end %3</translation>
    </message>
    <message>
        <source>%1: the keepalive time must be shorter than the hold time</source>
        <translation>%1：保活时间必须短于保持时间</translation>
    </message>
    <message>
        <source>%1: the one BaselineAdminNetworkPolicy of a cluster is called &quot;default&quot;</source>
        <translation>%1：集群唯一的 BaselineAdminNetworkPolicy 名为“default”</translation>
    </message>
    <message>
        <source>FRR takes no such password for the session with %1: it may have 1 to 80 visible ASCII characters, no blank and no question mark</source>
        <translation>FRR 不接受与 %1 会话的此密码：须为 1 到 80 个可见 ASCII 字符，不含空格和问号</translation>
    </message>
    <message>
        <source>IPReservations hold back %2 of the %3 addresses of the pool &quot;%1&quot;; above a tenth, looking for a free one becomes slow: cut the range out of the pool instead</source>
        <translation>IPReservation 保留了地址池“%1”的 %3 个地址中的 %2 个；超过十分之一后查找空闲地址会变慢：请将该范围从地址池中划出</translation>
    </message>
    <message>
        <source>Kubernetes reads %2 as a truth value where %1 wants a text; put it in quotes</source>
        <translation>%1 需要文本，而 Kubernetes 会将 %2 读作布尔值；请加引号</translation>
    </message>
    <message>
        <source>NetworkPolicies isolate %1 for %2 and none of their rules matches: denied</source>
        <translation>NetworkPolicy 对 %1 的%2进行隔离，且没有规则匹配：拒绝</translation>
    </message>
    <message>
        <source>No session leads from a machine that has %1 to %2</source>
        <translation>没有会话从拥有 %1 的机器通往 %2</translation>
    </message>
    <message>
        <source>Nothing in this design announces %1</source>
        <translation>此设计中没有内容通告 %1</translation>
    </message>
    <message>
        <source>Nothing in this design has the address %1</source>
        <translation>此设计中没有内容使用地址 %1</translation>
    </message>
    <message>
        <source>Only %1 has a password for this session</source>
        <translation>只有 %1 为此会话设置了密码</translation>
    </message>
    <message>
        <source>The agent of %1 has no way to it: %1 or %2 has no address of that family, which the tunnels of the pool %3 need</source>
        <translation>%1 的代理无法到达：%1 或 %2 没有地址池 %3 的隧道所需地址族的地址</translation>
    </message>
    <message>
        <source>The session of %1 with %2, which has a route, is down: %3</source>
        <translation>%1 与 %2（有路由）的会话未建立：%3</translation>
    </message>
    <message>
        <source>There is no node &quot;%1&quot; in this design</source>
        <translation>此设计中没有节点“%1”</translation>
    </message>
    <message>
        <source>There is no router &quot;%1&quot; in this design</source>
        <translation>此设计中没有路由器“%1”</translation>
    </message>
    <message>
        <source>There is no way between %1 and %2</source>
        <translation>%1 与 %2 之间没有路径</translation>
    </message>
    <message>
        <source>What %1 sends does not get to %2: the number of hops (ttlSecurity) does not fit</source>
        <translation>%1 发送的内容无法到达 %2：跳数（ttlSecurity）不符</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a cluster&apos;s name: small letters, digits and dashes, at most 63</source>
        <translation>“%1”不能作为集群名称：只能用小写字母、数字和连字符，最多 63 个</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither an address nor a network</source>
        <translation>“%1”既不是地址也不是网段</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a JSON pointer like /spec/replicas</source>
        <translation>“%1”不是 /spec/replicas 这样的 JSON 指针</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a YAML value%2</source>
        <translation>“%1”不是 YAML 值%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a network in CIDR notation, e.g. 10.48.0.0/16 or fd00:48::/48</source>
        <translation>“%1”不是 CIDR 形式的网段，例如 10.48.0.0/16 或 fd00:48::/48</translation>
    </message>
    <message>
        <source>a NetworkPolicy cannot allow %1 alone: from %2 to %3 everything is allowed</source>
        <translation>NetworkPolicy 无法只允许 %1：从 %2 到 %3 全部允许</translation>
    </message>
    <message>
        <source>a control character may not stand in YAML (%1)</source>
        <translation>YAML 中不允许控制字符（%1）</translation>
    </message>
    <message>
        <source>a key must be a text, not a list or a mapping</source>
        <translation>键须为文本，不能是列表或映射</translation>
    </message>
    <message>
        <source>a peer of the BGPPeer &quot;%1&quot; that falls silent is missed %2: set podloom.dev/bfd, or a shorter hold time</source>
        <translation>BGPPeer“%1”的对等体静默后 %2才会被发现：请设置 podloom.dev/bfd 或更短的保持时间</translation>
    </message>
    <message>
        <source>a pod always reaches itself</source>
        <translation>Pod 始终可以访问自身</translation>
    </message>
    <message>
        <source>a rack of this template holds %1 nodes: ask for more racks</source>
        <translation>此模板的机架最多容纳 %1 个节点：请增加机架</translation>
    </message>
    <message>
        <source>a second document begins here without a line &quot;---&quot; before it</source>
        <translation>此处开始第二个文档，但前面没有“---”行</translation>
    </message>
    <message>
        <source>a tab cannot indent YAML; use spaces</source>
        <translation>YAML 不能用制表符缩进；请使用空格</translation>
    </message>
    <message>
        <source>aliases in this document stand for more than %1 values; write them out</source>
        <translation>此文档的别名代表超过 %1 个值；请展开</translation>
    </message>
    <message>
        <source>an empty egress list alone does not deny egress; write policyTypes: [Egress] too</source>
        <translation>仅有空的 egress 列表不会禁止出站；请同时写 policyTypes: [Egress]</translation>
    </message>
    <message>
        <source>and %1 further differences</source>
        <translation>以及另外 %1 处差异</translation>
    </message>
    <message>
        <source>by their masks the nodes &quot;%2&quot; and &quot;%3&quot; share the network %4, but no Link joins them: the pool &quot;%1&quot; sends packets straight that need a tunnel; write the real length of their networks</source>
        <translation>按掩码节点“%2”和“%3”同属 %4，但没有链路相连：地址池“%1”会直接发送需要隧道的数据包；请写其网段的实际长度</translation>
    </message>
    <message>
        <source>defaultEndpointToHostAction keeps pods from their own node: denied</source>
        <translation>defaultEndpointToHostAction 禁止 Pod 访问其节点：拒绝</translation>
    </message>
    <message>
        <source>every address of %1 is a pod or a node: name those</source>
        <translation>%1 的每个地址都是 Pod 或节点：请直接指定它们</translation>
    </message>
    <message>
        <source>every tier passes on: no profile allows</source>
        <translation>所有层级均放过：没有配置文件允许</translation>
    </message>
    <message>
        <source>every tier passes on: the profile allows</source>
        <translation>所有层级均放过：配置文件允许</translation>
    </message>
    <message>
        <source>flow %1: %2</source>
        <translation>流 %1：%2</translation>
    </message>
    <message>
        <source>lists and mappings are nested more than %1 deep</source>
        <translation>列表和映射嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>no host endpoint of this design matches the policy (%1), so it has no effect; check the labels, or add the HostEndpoint</source>
        <translation>设计中没有主机端点匹配该策略（%1），策略不起作用；请检查标签或添加 HostEndpoint</translation>
    </message>
    <message>
        <source>no namespace of this design matches %1; check its labels, or add the namespace to the design</source>
        <translation>设计中没有命名空间匹配 %1；请检查其标签或添加该命名空间</translation>
    </message>
    <message>
        <source>no namespace of this design matches the namespaceSelector %1; check its labels, or add the namespace to the design</source>
        <translation>设计中没有命名空间匹配 namespaceSelector %1；请检查其标签或添加该命名空间</translation>
    </message>
    <message>
        <source>no namespace of this design matches the subject&apos;s %1, so the policy has no effect; check the labels of the namespaces</source>
        <translation>设计中没有命名空间匹配 subject 的 %1，策略不起作用；请检查命名空间的标签</translation>
    </message>
    <message>
        <source>no pod and no host endpoint matches the policy (%1), so it has no effect; check the labels</source>
        <translation>没有 Pod 或主机端点匹配该策略（%1），策略不起作用；请检查标签</translation>
    </message>
    <message>
        <source>no pod matches the subject (%1), so the policy has no effect; check the labels</source>
        <translation>没有 Pod 匹配 subject（%1），策略不起作用；请检查标签</translation>
    </message>
    <message>
        <source>no pod of this design has a port called &quot;%1&quot;, so it matches nothing; name the port in the pods, or write its number</source>
        <translation>设计中没有 Pod 具有名为“%1”的端口，因此无匹配；请在 Pod 中命名该端口或写端口号</translation>
    </message>
    <message>
        <source>no pod of this design matches %1; check the labels, or add the pods to the design</source>
        <translation>设计中没有 Pod 匹配 %1；请检查标签或添加这些 Pod</translation>
    </message>
    <message>
        <source>no policy and no failsafe port lets BGP (TCP %1) through this host endpoint of the node &quot;%2&quot;, in neither direction: its sessions would go down; allow it in a policy, or keep it in the failsafe ports</source>
        <translation>没有策略或保底端口允许 BGP（TCP %1）双向通过节点“%2”的此主机端点：其会话将中断；请在策略中允许，或保留在保底端口中</translation>
    </message>
    <message>
        <source>no policy and no failsafe port lets SSH (TCP %1) in to the node &quot;%2&quot; through this host endpoint: it would be locked out; allow it in a policy, or keep it in failsafeInboundHostPorts</source>
        <translation>没有策略或保底端口允许 SSH（TCP %1）经此主机端点进入节点“%2”：将无法登录；请在策略中允许，或保留在 failsafeInboundHostPorts 中</translation>
    </message>
    <message>
        <source>no policy isolates %1 for %2: allowed</source>
        <translation>没有策略对 %1 的%2进行隔离：允许</translation>
    </message>
    <message>
        <source>no port called &quot;%1&quot; is for %2, the protocol of this rule; set the protocol of the port</source>
        <translation>没有名为“%1”的端口使用此规则的协议 %2；请设置端口的协议</translation>
    </message>
    <message>
        <source>no rule of tier %1 matches: denied</source>
        <translation>层级 %1 没有规则匹配：拒绝</translation>
    </message>
    <message>
        <source>no rule of tier %1 matches: on to the next tier</source>
        <translation>层级 %1 没有规则匹配：转到下一层级</translation>
    </message>
    <message>
        <source>no tier comes after Baseline, so what this rule passes on is allowed; write Accept if that is meant, else Deny</source>
        <translation>Baseline 之后没有其他层级，此规则放过的流量即被允许；若本意如此请写 Accept，否则写 Deny</translation>
    </message>
    <message>
        <source>no tier comes after &quot;%1&quot;, so what this rule passes on is decided by the profiles, which allow pods everything; write Allow if that is meant, else Deny</source>
        <translation>“%1”之后没有其他层级，此规则放过的流量由配置文件判定，而其对 Pod 全部放行；若本意如此请写 Allow，否则写 Deny</translation>
    </message>
    <message>
        <source>none of the pods that this rule leads to has a container port called &quot;%1&quot;, so it matches nothing; name the port in the pods, or write its number</source>
        <translation>此规则指向的 Pod 都没有名为“%1”的容器端口，因此无匹配；请在 Pod 中命名该端口或写端口号</translation>
    </message>
    <message>
        <source>only pods have named ports, and this rule has nothing but ipBlocks, so &quot;%1&quot; matches nothing; write the number</source>
        <translation>只有 Pod 才有命名端口，而此规则只有 ipBlock，“%1”无匹配；请写端口号</translation>
    </message>
    <message>
        <source>policies tell some addresses of %1 apart: ask about %2 instead</source>
        <translation>策略对 %1 中的部分地址有区别：请改问 %2</translation>
    </message>
    <message>
        <source>replica %1 of %2 has the name of another pod; rename one of them</source>
        <translation>%2 的副本 %1 与另一个 Pod 同名；请重命名其中一个</translation>
    </message>
    <message>
        <source>rule %1 would match but for port %2</source>
        <translation>若非端口 %2，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>rule %1 would match but for protocol %2</source>
        <translation>若非协议 %2，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>rule %1 would match but for the ICMP type</source>
        <translation>若非 ICMP 类型不同，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>rule %1 would match but for the address family</source>
        <translation>若非地址族不同，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>rule %1 would match but for the destination %2</source>
        <translation>若非目的 %2，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>rule %1 would match but for the source %2</source>
        <translation>若非源 %2，规则 %1 即匹配</translation>
    </message>
    <message>
        <source>selector, column %1: %2</source>
        <translation>选择器，第 %1 列：%2</translation>
    </message>
    <message>
        <source>services are not endpoints yet: &quot;%1&quot;</source>
        <translation>服务尚不能作为端点：“%1”</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; names the BGPFilter &quot;%2&quot;, which is not in the design: its sessions run without that filter; add it, or take its name away</source>
        <translation>BGPPeer“%1”引用了设计中不存在的 BGPFilter“%2”：其会话不会使用该过滤器；请添加它或删除其名称</translation>
    </message>
    <message>
        <source>the FelixConfiguration %1 asks for WireGuard (%2), which nodes of Podloom do not speak: packets between nodes travel in clear; take it away, or encrypt below the nodes</source>
        <translation>FelixConfiguration %1 要求 WireGuard（%2），Podloom 节点不支持：节点间数据包为明文；请删除该设置，或在节点之下加密</translation>
    </message>
    <message>
        <source>the address %1 lies in no subnet of the node&apos;s Links (%2): it stands on the loopback interface, and the wire gets an address of its own; write one of the subnet, or the length %3 where a loopback address is meant</source>
        <translation>地址 %1 不在节点任何链路的子网（%2）中：它位于环回接口，链路将另有地址；请写该子网中的地址，若确为环回地址则写长度 %3</translation>
    </message>
    <message>
        <source>the address %1 of the node &quot;%2&quot; lies in the pool &quot;%3&quot; (%4)</source>
        <translation>节点“%2”的地址 %1 位于地址池“%3”（%4）内</translation>
    </message>
    <message>
        <source>the addresses %1 are of %2 (%3), which gives them to any pod; name the pods by their labels instead</source>
        <translation>地址 %1 属于 %2（%3），会分配给任意 Pod；请改用标签指定 Pod</translation>
    </message>
    <message>
        <source>the addresses %1 contain %2 (%3), so that all its pods are meant too; leave it out if only addresses outside of the cluster are meant</source>
        <translation>地址 %1 包含 %2（%3），因此也包括其全部 Pod；若只指集群外地址，请将其排除</translation>
    </message>
    <message>
        <source>the alias &quot;%1&quot; stands inside the value that it names</source>
        <translation>别名“%1”位于其所指的值之内</translation>
    </message>
    <message>
        <source>the design has an object %1 already</source>
        <translation>设计中已有对象 %1</translation>
    </message>
    <message>
        <source>the design has no Link &quot;%1&quot;</source>
        <translation>设计中没有链路“%1”</translation>
    </message>
    <message>
        <source>the design has no file number %1</source>
        <translation>设计没有编号为 %1 的文件</translation>
    </message>
    <message>
        <source>the design has no file yet to write %1 to</source>
        <translation>设计还没有可写入 %1 的文件</translation>
    </message>
    <message>
        <source>the design has no node or router &quot;%1&quot;</source>
        <translation>设计中没有节点或路由器“%1”</translation>
    </message>
    <message>
        <source>the design has no tier &quot;%1&quot;, so this policy would be refused; add a Tier of that name, or name another one</source>
        <translation>设计中没有层级“%1”，该策略会被拒绝；请添加同名 Tier 或改用其他层级</translation>
    </message>
    <message>
        <source>the document has syntax errors; mend them in the text first</source>
        <translation>文档有语法错误；请先在文本中修正</translation>
    </message>
    <message>
        <source>the egress rules have no effect, since policyTypes does not name Egress; add it</source>
        <translation>policyTypes 未包含 Egress，出站规则不起作用；请添加</translation>
    </message>
    <message>
        <source>the file is UTF-16; manifests are UTF-8 text</source>
        <translation>文件是 UTF-16；清单须为 UTF-8 文本</translation>
    </message>
    <message>
        <source>the file is larger than %1 MiB</source>
        <translation>文件大于 %1 MiB</translation>
    </message>
    <message>
        <source>the first line must name the columns: from,to,protocol,port</source>
        <translation>第一行须列出列名：from,to,protocol,port</translation>
    </message>
    <message>
        <source>the host endpoint is on the node &quot;%1&quot;, which is not in the design: nothing protects that; mend the name, or add the node</source>
        <translation>主机端点所在节点“%1”不在设计中：未受保护；请更正名称或添加节点</translation>
    </message>
    <message>
        <source>the ingress rules have no effect, since policyTypes does not name Ingress; add it</source>
        <translation>policyTypes 未包含 Ingress，入站规则不起作用；请添加</translation>
    </message>
    <message>
        <source>the keepalive time of the BGPPeer &quot;%1&quot; is %2 s and its hold time the usual %3 s: BIRD refuses that; set podloom.dev/hold-time to thrice the keepalive time</source>
        <translation>BGPPeer“%1”的保活时间为 %2 秒，而保持时间为默认的 %3 秒：BIRD 会拒绝；请将 podloom.dev/hold-time 设为保活时间的三倍</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; stands here for the second time</source>
        <translation>键“%1”在此重复出现</translation>
    </message>
    <message>
        <source>the kind %2 is not read by Podloom; the object is kept as it is</source>
        <translation>Podloom 不读取类型 %2；对象保持原样</translation>
    </message>
    <message>
        <source>the lab &quot;%1&quot; uses the node &quot;%2&quot;, which is not in the design</source>
        <translation>实验环境“%1”使用的节点“%2”不在设计中</translation>
    </message>
    <message>
        <source>the label key &quot;%2&quot; must be [prefix/]name of letters, digits, &quot;-&quot;, &quot;_&quot; and &quot;.&quot;, at most 63 long</source>
        <translation>标签键“%2”须为 [前缀/]名称，由字母、数字、“-”、“_”和“.”组成，最长 63</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; carries %2 bytes, the links of the nodes %3: larger packets between racks depend on path MTU discovery, and tunnels hide it from pods; give all links the same mtu</source>
        <translation>链路“%1”可承载 %2 字节，节点的链路为 %3：机架间的大数据包依赖路径 MTU 发现，而隧道会对 Pod 隐藏它；请为所有链路设置相同的 mtu</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; ends at the node &quot;%2&quot;, which is not in the design</source>
        <translation>链路“%1”的端点节点“%2”不在设计中</translation>
    </message>
    <message>
        <source>the link &quot;%1&quot; ends at the router &quot;%2&quot;, which is not in the design</source>
        <translation>链路“%1”的端点路由器“%2”不在设计中</translation>
    </message>
    <message>
        <source>the link &quot;%2&quot; carries %3 bytes; the tunnels of the pool &quot;%1&quot; take %4 of them, and %5 are less than the 1280 that IPv6 needs: raise the mtu of the link</source>
        <translation>链路“%2”可承载 %3 字节；地址池“%1”的隧道占用 %4，剩余 %5 小于 IPv6 所需的 1280：请增大链路的 mtu</translation>
    </message>
    <message>
        <source>the namespace &quot;%1&quot; has no pod in this design, so the policy has no effect</source>
        <translation>命名空间“%1”在设计中没有 Pod，策略不起作用</translation>
    </message>
    <message>
        <source>the namespace &quot;%1&quot;, which the namespaceSelector matches, has no pod in this design</source>
        <translation>namespaceSelector 匹配的命名空间“%1”在设计中没有 Pod</translation>
    </message>
    <message>
        <source>the node &quot;%1&quot; has no interface &quot;%2&quot;: nothing is protected; its Links name %3</source>
        <translation>节点“%1”没有接口“%2”：不受保护；其链路使用 %3</translation>
    </message>
    <message>
        <source>the node &quot;%1&quot; is a route reflector, but the mesh between all other nodes is still on; once every node has sessions with the reflectors, set nodeToNodeMeshEnabled: false</source>
        <translation>节点“%1”是路由反射器，但其他节点的全互联仍然开启；待每个节点都与反射器建立会话后，请设置 nodeToNodeMeshEnabled: false</translation>
    </message>
    <message>
        <source>the node &quot;%2&quot; has the address %3, a network of its own: the pool &quot;%1&quot; tunnels all of its packets; write the real length of its network</source>
        <translation>节点“%2”的地址 %3 自成一个网段：地址池“%1”会对其所有数据包进行隧道封装；请写其网段的实际长度</translation>
    </message>
    <message>
        <source>the nodes &quot;%2&quot; (%3) and &quot;%4&quot; (%5) do not agree whether they share a network: the pool &quot;%1&quot; tunnels one way and not the other; give both the same length</source>
        <translation>节点“%2”（%3）与“%4”（%5）对是否同网段不一致：地址池“%1”一个方向封装而另一方向不封装；请使用相同的长度</translation>
    </message>
    <message>
        <source>the nodes &quot;%2&quot; and &quot;%3&quot; are both in AS %4 and hear of each other through routers alone, the first by the BGPPeer &quot;%1&quot;: they drop each other&apos;s routes, whose path holds their own number; set numAllowedLocalASNumbers: 1, or give each an AS number of its own</source>
        <translation>节点“%2”和“%3”同属 AS %4，且只能经路由器互相学习（前者通过 BGPPeer“%1”）：路径中含有自身 AS 号的路由会被丢弃；请设置 numAllowedLocalASNumbers: 1，或为各节点分配不同的 AS 号</translation>
    </message>
    <message>
        <source>the pod %1 is bound to the node &quot;%2&quot;, which is not in the design</source>
        <translation>Pod %1 绑定的节点“%2”不在设计中</translation>
    </message>
    <message>
        <source>the podSelector %1 matches no pod of the namespace &quot;%2&quot;, but pods of the namespaces of the item before it, which allows all their pods; write both selectors in one item (without the &quot;-&quot; before podSelector) if only those pods are meant</source>
        <translation>podSelector %1 不匹配命名空间“%2”的任何 Pod，但匹配前一项所指命名空间的 Pod，而前一项放行其全部 Pod；若只指那些 Pod，请将两个选择器写在同一项中（podSelector 前不加“-”）</translation>
    </message>
    <message>
        <source>the policy has no rules and no policyTypes, which denies all ingress; write policyTypes: [Ingress] to say that it is meant</source>
        <translation>该策略没有规则也没有 policyTypes，会禁止全部入站；若本意如此请写 policyTypes: [Ingress]</translation>
    </message>
    <message>
        <source>the policy selects only pods of the host network, which policies do not isolate; use a policy for host endpoints, or take it away</source>
        <translation>该策略只选中主机网络的 Pod，策略不会隔离它们；请使用主机端点策略或删除它</translation>
    </message>
    <message>
        <source>the pool %1 asks for IPIP, which nodes of Podloom do not speak: set its ipipMode to Never, or use vxlanMode</source>
        <translation>地址池 %1 要求 IPIP，Podloom 节点不支持：请将 ipipMode 设为 Never，或使用 vxlanMode</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; (%2) does not lie inside the podCIDRs of the cluster (%3): whoever goes by these, as kube-proxy by its clusterCIDR, takes its pods for strangers and hides their addresses; add the network to podCIDRs, or move the pool</source>
        <translation>地址池“%1”（%2）不在集群的 podCIDRs（%3）内：依据它判断的组件（如 kube-proxy 的 clusterCIDR）会把其 Pod 当作外部并隐藏地址；请将网段加入 podCIDRs 或移动地址池</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; (%2) overlaps %3, which has another meaning everywhere: give it another network</source>
        <translation>地址池“%1”（%2）与 %3 重叠，后者有特殊用途：请更换网段</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; has disableBGPExport and no encapsulation: nodes do not learn where its addresses are; take disableBGPExport away, or set vxlanMode</source>
        <translation>地址池“%1”设置了 disableBGPExport 且没有封装：节点无法得知其地址位置；请取消 disableBGPExport 或设置 vxlanMode</translation>
    </message>
    <message>
        <source>the port &quot;%1&quot; of the pods is %2, but this entry is for %3; set its protocol</source>
        <translation>Pod 的端口“%1”为 %2，而此项为 %3；请设置其协议</translation>
    </message>
    <message>
        <source>the priority %1 is also that of &quot;%2&quot;, which selects some of the same pods and decides otherwise; which of the two wins is undefined: give one of them another priority</source>
        <translation>优先级 %1 与“%2”相同，后者选中部分相同的 Pod 但判定不同；谁优先没有定义：请为其中一个设置不同的优先级</translation>
    </message>
    <message>
        <source>the route reflectors &quot;%1&quot; and &quot;%2&quot; have no session with each other, so clients of one miss routes when a client loses the other; add a BGPPeer between the reflectors</source>
        <translation>路由反射器“%1”和“%2”之间没有会话，当客户端失去其中一个时，另一个的客户端会缺少路由；请在反射器之间添加 BGPPeer</translation>
    </message>
    <message>
        <source>the route reflectors &quot;%1&quot; and &quot;%2&quot; share the cluster id %3 but not their clients; they drop each other&apos;s routes, so some clients do not learn of others: give each an id of its own, or both the same clients</source>
        <translation>路由反射器“%1”和“%2”共用 cluster id %3，但客户端不同；它们会互相丢弃路由，部分客户端因此学不到其他路由：请为各自设置不同的 id，或使用相同的客户端</translation>
    </message>
    <message>
        <source>the routers &quot;%1&quot; and &quot;%2&quot; are both in AS %3 without a session between them: each drops what comes from the other through a third; join them, or give each an AS number of its own</source>
        <translation>路由器“%1”和“%2”同属 AS %3 但彼此没有会话：经第三方收到的对方路由会被丢弃；请将它们互连，或分配不同的 AS 号</translation>
    </message>
    <message>
        <source>the store of the lab &quot;%1&quot; is on the node &quot;%2&quot;, which is not in the design</source>
        <translation>实验环境“%1”的存储所在节点“%2”不在设计中</translation>
    </message>
    <message>
        <source>the two ends share no address family: denied</source>
        <translation>两端没有共同的地址族：拒绝</translation>
    </message>
    <message>
        <source>there is no anchor &quot;%1&quot; before this alias</source>
        <translation>此别名之前没有锚点“%1”</translation>
    </message>
    <message>
        <source>there is no endpoint &quot;%1&quot; in the design</source>
        <translation>设计中没有端点“%1”</translation>
    </message>
    <message>
        <source>there is no endpoint &quot;%1&quot; in the design; did you mean &quot;%2&quot;?</source>
        <translation>设计中没有端点“%1”；是否指“%2”？</translation>
    </message>
    <message>
        <source>there is no memory left to read this document</source>
        <translation>内存不足，无法读取此文档</translation>
    </message>
    <message>
        <source>there is no object %1 in the files of the design</source>
        <translation>设计文件中没有对象 %1</translation>
    </message>
    <message>
        <source>there is no template &quot;%1&quot;, but %2</source>
        <translation>没有模板“%1”，可用：%2</translation>
    </message>
    <message>
        <source>there is no value at %1</source>
        <translation>%1 处没有值</translation>
    </message>
    <message>
        <source>this byte is not UTF-8; manifests are UTF-8 text</source>
        <translation>此字节不是 UTF-8；清单须为 UTF-8 文本</translation>
    </message>
    <message>
        <source>this is no Kubernetes object: it must be a mapping with apiVersion, kind and metadata</source>
        <translation>这不是 Kubernetes 对象：须为含 apiVersion、kind 和 metadata 的映射</translation>
    </message>
    <message>
        <source>this is not YAML: %1</source>
        <translation>这不是 YAML：%1</translation>
    </message>
    <message>
        <source>this is not YAML: %1 (%2 that began in line %3)</source>
        <translation>这不是 YAML：%1（%2，始于第 %3 行）</translation>
    </message>
    <message>
        <source>this text is %1 bytes long; at most %2 are read</source>
        <translation>此文本长 %1 字节；最多读取 %2</translation>
    </message>
    <message>
        <source>traffic between a pod and its own node is always allowed</source>
        <translation>Pod 与其所在节点之间的流量始终允许</translation>
    </message>
    <message>
        <source>what shall be added is not one object with apiVersion, kind and name</source>
        <translation>要添加的不是带 apiVersion、kind 和名称的单个对象</translation>
    </message>
    <message>
        <source>without policyTypes the policy denies all ingress of its pods too, and no other policy allows them any; write policyTypes: [Egress] if only egress is meant</source>
        <translation>没有 policyTypes 时该策略也禁止其 Pod 的全部入站，且没有其他策略放行；若只针对出站请写 policyTypes: [Egress]</translation>
    </message>
    <message>
        <source>all of these are linked already</source>
        <translation>这些都已经相连</translation>
    </message>
    <message>
        <source>no node and no router is called &quot;%1&quot;</source>
        <translation>没有名为“%1”的节点或路由器</translation>
    </message>
    <message>
        <source>no policy stands here</source>
        <translation>此处没有策略</translation>
    </message>
    <message>
        <source>pairs need as many on both sides: the first pattern matches %1, the second %2</source>
        <translation>成对需要两边数量相同:第一个模式匹配 %1 个,第二个匹配 %2 个</translation>
    </message>
    <message>
        <source>that would be %1 links; choose fewer machines</source>
        <translation>那将是 %1 条链路;请选择更少的机器</translation>
    </message>
    <message>
        <source>the design has errors, so that a way would be a guess; mend them first</source>
        <translation>设计有错误,路径只能是猜测;请先修正</translation>
    </message>
    <message>
        <source>the flows are no UTF-8 text</source>
        <translation>流量记录不是 UTF-8 文本</translation>
    </message>
    <message>
        <source>the pod is on this node</source>
        <translation>Pod 在此节点上</translation>
    </message>
    <message>
        <source>%1 is drained: it tells %2 of no route</source>
        <translation>%1 正在排空：不向 %2 通告任何路由</translation>
    </message>
    <message>
        <source>%1 of %2 steps failed, the first because: %3. Mend it and deploy again: what is done stays done</source>
        <translation>%2 个步骤中有 %1 个失败，第一个的原因：%3。修正后再次部署：已完成的保持不变</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no kind of traffic; write a protocol and a port, such as TCP 80, UDP 53 or ICMP</source>
        <translation>“%1”不是流量类型；请写协议和端口，例如 TCP 80、UDP 53 或 ICMP</translation>
    </message>
    <message>
        <source>cannot draw into %1: its name ends in .png, .svg or .pdf</source>
        <translation>无法绘制到 %1：文件名须以 .png、.svg 或 .pdf 结尾</translation>
    </message>
    <message>
        <source>the design has errors, so that nothing of it is deployed or verified; fix them first: they stand in Problems</source>
        <translation>设计中有错误，因此不会部署或验证；请先修正：见“问题”</translation>
    </message>
    <message>
        <source>there is no display here; &quot;podloom PATH --render FILE.png&quot; draws the window into a file</source>
        <translation>此处没有显示器；“podloom PATH --render FILE.png”会把窗口绘制到文件</translation>
    </message>
    <message>
        <source>there is no object %1 in the design</source>
        <translation>设计中没有对象 %1</translation>
    </message>
    <message>
        <source>there is no view &quot;%1&quot;</source>
        <translation>没有视图“%1”</translation>
    </message>
    <message>
        <source>there is no view &quot;%1&quot; of this design</source>
        <translation>此设计没有视图“%1”</translation>
    </message>
    <message>
        <source>there is not enough memory to draw %1: export it as .svg or .pdf, or a part of the design</source>
        <translation>内存不足，无法绘制 %1：请导出为 .svg 或 .pdf，或只导出部分设计</translation>
    </message>
    <message>
        <source>there is nothing called &quot;%1&quot; to be done now; there is %2</source>
        <translation>当前没有名为“%1”的操作；可用：%2</translation>
    </message>
    <message>
        <source>the table of routes could not be read whole</source>
        <translation>路由表未能完整读取</translation>
    </message>
    <message>
        <source>no %1 connection reaches this policy: the tier &quot;%2&quot; comes first, has no rule with the action Pass, and denies what none of its rules decided; let it Pass what this policy is to decide</source>
        <translation>没有任何 %1 连接会到达此策略：层级“%2”排在前面，没有动作为 Pass 的规则，并拒绝其规则都未决定的流量；请让它用 Pass 放行由此策略决定的部分</translation>
    </message>
    <message>
        <source>%1 of %2 nodes have no BGP session, &quot;%3&quot; is the first of them: nobody learns where their pods are; add a BGPPeer for them, or leave nodeToNodeMeshEnabled on</source>
        <translation>%2 个节点中有 %1 个没有 BGP 会话，第一个是“%3”：谁也不知道它们的 Pod 在哪里；请为它们添加 BGPPeer，或保持 nodeToNodeMeshEnabled 开启</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; is for the node &quot;%2&quot;, which is not in the design: nobody speaks to its peer; mend the name</source>
        <translation>BGPPeer“%1”针对节点“%2”，但设计中没有该节点：没有谁与其对等体通信；请更正名称</translation>
    </message>
    <message>
        <source>the BGPPeer &quot;%1&quot; lets a node speak to its own address %2: write the address of the other end</source>
        <translation>BGPPeer“%1”让节点与它自己的地址 %2 通信：请写另一端的地址</translation>
    </message>
    <message>
        <source>the nodeSelector of the BGPPeer &quot;%1&quot; matches no node: nobody speaks to its peer; mend the selector, or the labels of the nodes</source>
        <translation>BGPPeer“%1”的 nodeSelector 不匹配任何节点：没有谁与其对等体通信；请更正选择器或节点的标签</translation>
    </message>
    <message>
        <source>%1 and %2 share no address family for this</source>
        <translation>%1 与 %2 没有共同的地址族</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 cannot be split into %2 pools: it takes 2, 4, 8 … (at most %3) that hold a block of /%4</source>
        <translation>%1 无法拆分为 %2 个地址池：须为 2、4、8 …（最多 %3），且每个能容纳一个 /%4 的块</translation>
    </message>
    <message>
        <source>%1 ended with status %2: %3</source>
        <translation>%1 以状态 %2 结束：%3</translation>
    </message>
    <message>
        <source>%1 has a route to %2%3 that the design does not predict and that takes packets: &quot;%4&quot; wrote it; take it away there, or look with `podloomctl routes --lab` who told of it</source>
        <translation>%1 有一条到 %2%3 的路由，设计未预测到且会接收数据包：由“%4”写入；请在那里删除它，或用 `podloomctl routes --lab` 查看是谁通告的</translation>
    </message>
    <message>
        <source>%1 has no route to %2%3: %4</source>
        <translation>%1 没有到 %2%3 的路由：%4</translation>
    </message>
    <message>
        <source>%1 has not reached revision %2 in time%3</source>
        <translation>%1 未能及时达到修订版 %2%3</translation>
    </message>
    <message>
        <source>%1 is damaged: write one JSON object there, or remove the file</source>
        <translation>%1 已损坏：请写入一个 JSON 对象或删除该文件</translation>
    </message>
    <message>
        <source>%1 is not ready: %2</source>
        <translation>%1 未就绪：%2</translation>
    </message>
    <message>
        <source>%1 is not what its design says: %2; mend it and apply again</source>
        <translation>%1 与设计不符：%2；请修正后再次部署</translation>
    </message>
    <message>
        <source>%1 is on the way, and cannot be asked for its table: %2</source>
        <translation>%1 在路径上，但无法读取它的路由表：%2</translation>
    </message>
    <message>
        <source>%1 leads to %2 via %3, and should%4: %5</source>
        <translation>%1 经 %3 通往 %2，而应为%4：%5</translation>
    </message>
    <message>
        <source>%1 lets us in with none of the keys %2%3: is that the right user, and does the public key stand in its ~/.ssh/authorized_keys?</source>
        <translation>%1 不接受任何密钥 %2%3：用户是否正确？公钥是否在其 ~/.ssh/authorized_keys 中？</translation>
    </message>
    <message>
        <source>%1 may not become root on %2 by &quot;sudo -n&quot; (%3): allow it there with the line &quot;%1 ALL=(ALL) NOPASSWD: ALL&quot; in a file of /etc/sudoers.d</source>
        <translation>%1 不能在 %2 上用“sudo -n”成为 root（%3）：请在那里的 /etc/sudoers.d 的文件中加入一行“%1 ALL=(ALL) NOPASSWD: ALL”</translation>
    </message>
    <message>
        <source>%1 of the router %2 does not answer, and does not start with the new configuration%4: %3</source>
        <translation>路由器 %2 的 %1 没有应答，也无法以新配置启动%4：%3</translation>
    </message>
    <message>
        <source>%1 of the router %2 does not take the new configuration and goes on with the one before%4: %3</source>
        <translation>路由器 %2 的 %1 不接受新配置，继续使用之前的配置%4：%3</translation>
    </message>
    <message>
        <source>%1 of the router %2 has taken a part of the new configuration and could not be led back to the one before; correct the design and apply it again: %3</source>
        <translation>路由器 %2 的 %1 只接受了新配置的一部分，且无法恢复到之前的配置；请修正设计并再次部署：%3</translation>
    </message>
    <message>
        <source>%1 was changed meanwhile</source>
        <translation>%1 已在此期间被更改</translation>
    </message>
    <message>
        <source>%1 was not written</source>
        <translation>未写入 %1</translation>
    </message>
    <message>
        <source>%1: no such file</source>
        <translation>%1：没有该文件</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither sqlite:FILE nor etcd:URL[,URL]</source>
        <translation>“%1”既不是 sqlite:FILE 也不是 etcd:URL[,URL]</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no URL of an etcd member, e.g. http://172.31.0.1:2379</source>
        <translation>“%1”不是 etcd 成员的 URL，例如 http://172.31.0.1:2379</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for a lab: letters, digits, &apos;-&apos;, &apos;_&apos; and &apos;.&apos;</source>
        <translation>“%1”不能作为实验环境的名称：只能使用字母、数字、“-”、“_”和“.”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no pod with an address of its own on a node: only the ways between those are traced</source>
        <translation>“%1”不是节点上拥有自己地址的 Pod：只追踪这类 Pod 之间的路径</translation>
    </message>
    <message>
        <source>a lab needs at least one node</source>
        <translation>实验环境至少需要一个节点</translation>
    </message>
    <message>
        <source>a message is longer than %1 bytes</source>
        <translation>消息超过 %1 字节</translation>
    </message>
    <message>
        <source>a port is needed: --port</source>
        <translation>需要端口：--port</translation>
    </message>
    <message>
        <source>a probe from %1 could not be made: %2</source>
        <translation>无法从 %1 发起探测：%2</translation>
    </message>
    <message>
        <source>another process listens on %1</source>
        <translation>另一个进程正在监听 %1</translation>
    </message>
    <message>
        <source>byte %1: expected %2</source>
        <translation>字节 %1：应为 %2</translation>
    </message>
    <message>
        <source>cannot listen on %1: %2</source>
        <translation>无法监听 %1：%2</translation>
    </message>
    <message>
        <source>drops it: its route to the pod is a blackhole</source>
        <translation>丢弃：它到该 Pod 的路由是黑洞</translation>
    </message>
    <message>
        <source>etcd at %1 does not answer: %2</source>
        <translation>%1 上的 etcd 没有应答：%2</translation>
    </message>
    <message>
        <source>hands it to %1</source>
        <translation>交给 %1</translation>
    </message>
    <message>
        <source>hands it to %1 on %2</source>
        <translation>在 %2 上交给 %1</translation>
    </message>
    <message>
        <source>has no route to the pod</source>
        <translation>没有到该 Pod 的路由</translation>
    </message>
    <message>
        <source>hello needs protocol: [oldest, newest]</source>
        <translation>hello 需要 protocol: [最旧, 最新]</translation>
    </message>
    <message>
        <source>its address is not known, because it could not be asked when the lab came up: bring the lab up again</source>
        <translation>它的地址未知，因为实验环境启动时无法询问它：请再次启动实验环境</translation>
    </message>
    <message>
        <source>no URL of an etcd member is given</source>
        <translation>没有给出 etcd 成员的 URL</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>没有及时应答</translation>
    </message>
    <message>
        <source>no lab is up; &quot;podloomctl lab up PATH...&quot; makes one</source>
        <translation>没有运行中的实验环境；“podloomctl lab up PATH...”可创建一个</translation>
    </message>
    <message>
        <source>no pod called %1 runs in the lab</source>
        <translation>实验环境中没有运行名为 %1 的 Pod</translation>
    </message>
    <message>
        <source>no program was named</source>
        <translation>没有指定程序</translation>
    </message>
    <message>
        <source>nobody answers at %1: %2</source>
        <translation>%1 没有应答：%2</translation>
    </message>
    <message>
        <source>policies deny %1 to send it</source>
        <translation>策略禁止 %1 发送</translation>
    </message>
    <message>
        <source>policies deny %1 to take it</source>
        <translation>策略禁止 %1 接收</translation>
    </message>
    <message>
        <source>process %1 does not end</source>
        <translation>进程 %1 没有结束</translation>
    </message>
    <message>
        <source>sends it back: the packet goes round in a loop</source>
        <translation>送回：数据包陷入环路</translation>
    </message>
    <message>
        <source>sends it on</source>
        <translation>转发</translation>
    </message>
    <message>
        <source>sends it to the next hop %1 that nobody has</source>
        <translation>发往下一跳 %1，但没有机器拥有它</translation>
    </message>
    <message>
        <source>several labs are up (%1): name one with --lab</source>
        <translation>有多个实验环境在运行（%1）：请用 --lab 指定</translation>
    </message>
    <message>
        <source>ssh-keygen failed: %1</source>
        <translation>ssh-keygen 失败：%1</translation>
    </message>
    <message>
        <source>the %1 session of %2 with %3 is established, and is predicted not to come up</source>
        <translation>%2 与 %3 的 %1 会话已建立，而预测它不会建立</translation>
    </message>
    <message>
        <source>the %1 session of %2 with %3 should be established, and is %4%5: look whether the two reach each other&apos;s port, and apply the design again</source>
        <translation>%2 与 %3 的 %1 会话应已建立，但现为 %4%5：请检查双方能否到达对方端口，然后再次部署</translation>
    </message>
    <message>
        <source>the agent closed the connection</source>
        <translation>代理关闭了连接</translation>
    </message>
    <message>
        <source>the agent of %1 does not come up (%2); it said: %3</source>
        <translation>%1 的代理无法启动（%2）；它报告：%3</translation>
    </message>
    <message>
        <source>the agent of %1 is %2: %3</source>
        <translation>%1 的代理为 %2：%3</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>连接已断开</translation>
    </message>
    <message>
        <source>the design has the node %1, the lab %2 has not: bring the lab up again with this design</source>
        <translation>设计有节点 %1，而实验环境 %2 没有：请用此设计再次启动实验环境</translation>
    </message>
    <message>
        <source>the disk of the machine is full, and %1 bytes are to go there</source>
        <translation>机器的磁盘已满，而需要写入 %1 字节</translation>
    </message>
    <message>
        <source>the host key of %1 is not the one in %2: it is now %3 %4. Somebody may be listening in; only if the machine was set up again, forget the old key: ssh-keygen -f %2 -R &apos;%5&apos;</source>
        <translation>%1 的主机密钥与 %2 中的不同：现为 %3 %4。可能有人在窃听；仅当机器已重新安装时，才可忘记旧密钥：ssh-keygen -f %2 -R &apos;%5&apos;</translation>
    </message>
    <message>
        <source>the host key of %1 is unknown, and nobody has accepted it: %2 %3. Compare it with what &quot;ssh-keygen -lf&quot; says of the key in /etc/ssh on the machine itself</source>
        <translation>%1 的主机密钥未知且无人确认：%2 %3。请与机器上 /etc/ssh 中密钥的“ssh-keygen -lf”输出比较</translation>
    </message>
    <message>
        <source>the kernel of the machine (%1) lacks %2, which pods and policies need</source>
        <translation>机器的内核（%1）缺少 %2，而 Pod 和策略需要它</translation>
    </message>
    <message>
        <source>the key file %1 cannot be read, or its passphrase is another</source>
        <translation>密钥文件 %1 无法读取，或口令不对</translation>
    </message>
    <message>
        <source>the key file %1 does not exist</source>
        <translation>密钥文件 %1 不存在</translation>
    </message>
    <message>
        <source>the lab %1 runs the cluster %2, the design is of %3: name its own lab, or bring this one up again with the design</source>
        <translation>实验环境 %1 运行集群 %2，而设计属于 %3：请指定它自己的实验环境，或用该设计再次启动此环境</translation>
    </message>
    <message>
        <source>the lab has no node or router &quot;%1&quot;</source>
        <translation>实验环境没有节点或路由器“%1”</translation>
    </message>
    <message>
        <source>the lab has only real nodes: there is no host outside that could take an address</source>
        <translation>实验环境只有真实节点：外部没有可以获得地址的主机</translation>
    </message>
    <message>
        <source>the lease of this node ended, and with it its living entries</source>
        <translation>此节点的租约已结束，其活动条目也随之失效</translation>
    </message>
    <message>
        <source>the machine %1 cannot be reached: %2</source>
        <translation>无法到达机器 %1：%2</translation>
    </message>
    <message>
        <source>the machine %1 did not start</source>
        <translation>机器 %1 未能启动</translation>
    </message>
    <message>
        <source>the machine has no address that the other nodes could reach: give it one, or write one into the Node of the design</source>
        <translation>机器没有其他节点可到达的地址：请为它配置一个，或写入设计的 Node 中</translation>
    </message>
    <message>
        <source>the machine has no apt-get: install what the plan names by hand</source>
        <translation>机器没有 apt-get：请手动安装计划列出的内容</translation>
    </message>
    <message>
        <source>the machine is %1, but the programs here are for %2</source>
        <translation>机器为 %1，而这里的程序适用于 %2</translation>
    </message>
    <message>
        <source>the machine runs neither systemd nor podloom-node init: nobody would start services</source>
        <translation>机器既未运行 systemd 也未运行 podloom-node init：没有程序会启动服务</translation>
    </message>
    <message>
        <source>the machine says: %1</source>
        <translation>机器报告：%1</translation>
    </message>
    <message>
        <source>the machines of the lab %1 are not those of the design: %2; bring the lab up again with this design</source>
        <translation>实验环境 %1 的机器与设计不符：%2；请用此设计再次启动实验环境</translation>
    </message>
    <message>
        <source>the name %1 cannot be looked up: %2</source>
        <translation>无法解析名称 %1：%2</translation>
    </message>
    <message>
        <source>the name %1 has no address</source>
        <translation>名称 %1 没有地址</translation>
    </message>
    <message>
        <source>the outside host does not answer any more</source>
        <translation>外部主机不再应答</translation>
    </message>
    <message>
        <source>the password %1 in %2 has not 1 to 80 bytes, or a quotation mark or a line break</source>
        <translation>%2 中的密码 %1 不是 1 到 80 字节，或含有引号或换行</translation>
    </message>
    <message>
        <source>the peer closed the connection</source>
        <translation>对端关闭了连接</translation>
    </message>
    <message>
        <source>the plan has a step for an unknown service %1</source>
        <translation>计划中有一个针对未知服务 %1 的步骤</translation>
    </message>
    <message>
        <source>the plan has an unknown step %1</source>
        <translation>计划中有未知步骤 %1</translation>
    </message>
    <message>
        <source>the pod %1 of the design does not run in the lab: apply the design first</source>
        <translation>设计中的 Pod %1 未在实验环境中运行：请先部署设计</translation>
    </message>
    <message>
        <source>the printer takes nothing: choose another one, or export the drawing as a PDF</source>
        <translation>打印机不接受任务：请选择另一台，或将绘图导出为 PDF</translation>
    </message>
    <message>
        <source>the process %1 has ended</source>
        <translation>进程 %1 已结束</translation>
    </message>
    <message>
        <source>the program %1 is neither beside this one nor installed</source>
        <translation>程序 %1 既不在本程序旁，也未安装</translation>
    </message>
    <message>
        <source>the router %1 asks for FRR (engine: frr), which is not installed here: install the package frr, or write engine: bird</source>
        <translation>路由器 %1 需要 FRR（engine: frr），但此处未安装：请安装 frr 软件包，或写 engine: bird</translation>
    </message>
    <message>
        <source>the socket path %1 is longer than %2 bytes</source>
        <translation>套接字路径 %1 超过 %2 字节</translation>
    </message>
    <message>
        <source>the store of the lab is to run on %1, which is no node</source>
        <translation>实验环境的存储要运行在 %1 上，但它不是节点</translation>
    </message>
    <message>
        <source>the tables of %1 were not compared: %2</source>
        <translation>未比较 %1 的路由表：%2</translation>
    </message>
    <message>
        <source>the watch of etcd ended: %1</source>
        <translation>etcd 的监视已结束：%1</translation>
    </message>
    <message>
        <source>there is a pool %1 already</source>
        <translation>地址池 %1 已存在</translation>
    </message>
    <message>
        <source>there is no lab called %1; &quot;podloomctl lab up PATH...&quot; makes one, and so does Deploy in the window</source>
        <translation>没有名为 %1 的实验环境；“podloomctl lab up PATH...”或窗口中的部署可创建一个</translation>
    </message>
    <message>
        <source>there is no memory for an SSH session</source>
        <translation>内存不足，无法建立 SSH 会话</translation>
    </message>
    <message>
        <source>there is no pool %1</source>
        <translation>没有地址池 %1</translation>
    </message>
    <message>
        <source>there is no process %1</source>
        <translation>没有进程 %1</translation>
    </message>
    <message>
        <source>there was no answer in time</source>
        <translation>没有及时收到应答</translation>
    </message>
    <message>
        <source>this agent has no method %1</source>
        <translation>此代理没有方法 %1</translation>
    </message>
    <message>
        <source>this agent has no topic %1</source>
        <translation>此代理没有主题 %1</translation>
    </message>
    <message>
        <source>this agent speaks protocol %1 to %2, the caller %3 to %4</source>
        <translation>此代理支持协议 %1 到 %2，调用方支持 %3 到 %4</translation>
    </message>
    <message>
        <source>this is neither a call nor an answer</source>
        <translation>这既不是调用也不是应答</translation>
    </message>
    <message>
        <source>this is not a JSON-RPC 2.0 message</source>
        <translation>这不是 JSON-RPC 2.0 消息</translation>
    </message>
    <message>
        <source>we are not root on the machine: log in as root, or let the Lab&apos;s ssh say &quot;sudo: true&quot;</source>
        <translation>我们在机器上不是 root：请以 root 登录，或在 Lab 的 ssh 中写“sudo: true”</translation>
    </message>
    <message>
        <source>what must survive a power cut is written inside of a transaction that need not</source>
        <translation>必须在断电后保留的内容被写入了无此要求的事务中</translation>
    </message>
    <message>
        <source>there is no kind %2, and the object counts for nothing; did you mean %3?</source>
        <translation>没有 %2 这种类型，该对象不起任何作用；您是指 %3 吗？</translation>
    </message>
    <message>
        <source>the peerSelector of the BGPPeer &quot;%1&quot; matches no node: it makes no session; mend the selector, or the labels of the nodes</source>
        <translation>BGPPeer“%1”的 peerSelector 不匹配任何节点：它不建立会话；请更正选择器或节点的标签</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>更改 %1</translation>
    </message>
    <message>
        <source>create %1</source>
        <translation>创建 %1</translation>
    </message>
    <message>
        <source>ends, for the design has it no more</source>
        <translation>停止，因为设计中已没有它</translation>
    </message>
    <message>
        <source>give %1 of the router %2 its new configuration</source>
        <translation>为路由器 %2 的 %1 更新配置</translation>
    </message>
    <message>
        <source>install the packages %1</source>
        <translation>安装软件包 %1</translation>
    </message>
    <message>
        <source>is up</source>
        <translation>已运行</translation>
    </message>
    <message>
        <source>looking at the %1 machines of the lab</source>
        <translation>正在查看实验环境的 %1 台机器</translation>
    </message>
    <message>
        <source>nothing of Podloom is left on %1</source>
        <translation>%1 上已没有 Podloom 的任何内容</translation>
    </message>
    <message>
        <source>probing %1 connections</source>
        <translation>正在探测 %1 个连接</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>replace %1</source>
        <translation>替换 %1</translation>
    </message>
    <message>
        <source>restart %1</source>
        <translation>重启 %1</translation>
    </message>
    <message>
        <source>start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>starting %1 machines more</source>
        <translation>正在再启动 %1 台机器</translation>
    </message>
    <message>
        <source>starting %1 machines, one of which is the outside host</source>
        <translation>正在启动 %1 台机器，其中一台是外部主机</translation>
    </message>
    <message>
        <source>starting 1 machine more</source>
        <translation>正在再启动 1 台机器</translation>
    </message>
    <message>
        <source>starts again, for the design wires it otherwise</source>
        <translation>重新启动，因为设计中的连线已改变</translation>
    </message>
    <message>
        <source>trying %1 unanswered connections a second time</source>
        <translation>正在重试 %1 个未应答的连接</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>写入 %1</translation>
    </message>
    <message>
        <source>%1 is no field that is known here, did you mean &quot;%2&quot;? It is kept as it is</source>
        <translation>%1 不是此处已知的字段，是否指“%2”？它会原样保留</translation>
    </message>
    <message>
        <source>%1 is no field that is known here, did you mean &quot;%2&quot;? Without it the policy would mean something else</source>
        <translation>%1 不是此处已知的字段，是否指“%2”？没有它，策略的含义会不同</translation>
    </message>
    <message>
        <source>%1 is no field that is known here; it is kept as it is</source>
        <translation>%1 不是此处已知的字段；它会原样保留</translation>
    </message>
    <message>
        <source>%1 is no field that is known here; without it the policy would mean something else</source>
        <translation>%1 不是此处已知的字段；没有它，策略的含义会不同</translation>
    </message>
    <message>
        <source>%1 told %2 of it: next hop %3, AS path &quot;%4&quot;, local preference %5; nothing leads to that next hop</source>
        <translation>%1 将其告知 %2：下一跳 %3，AS 路径“%4”，本地优先级 %5；没有路径通往该下一跳</translation>
    </message>
    <message>
        <source>%2 refuses it from %1: %3[%4] of the BGPFilter %5 rejects it</source>
        <translation>%2 拒绝来自 %1 的它：BGPFilter %5 的 %3[%4] 拒绝了它</translation>
    </message>
    <message>
        <source>&quot;- &quot; begins a list item where none can stand; write it on a line of its own</source>
        <translation>“- ”在不能出现列表项的位置开始了列表项；请另起一行书写</translation>
    </message>
    <message>
        <source>&quot;: &quot; begins a mapping where none can stand; indent the line as its neighbours are, or put the text in quotes</source>
        <translation>“: ”在不能出现映射的位置开始了映射；请与相邻行对齐缩进，或给文本加引号</translation>
    </message>
    <message>
        <source>&quot;? &quot; begins a key where none can stand; put the text in quotes</source>
        <translation>“? ”在不能出现键的位置开始了键；请给文本加引号</translation>
    </message>
    <message>
        <source>a value is missing here; the one before it ended too early, or the text is cut off</source>
        <translation>此处缺少值；前一个值过早结束，或文本被截断</translation>
    </message>
    <message>
        <source>another document or text begins here; separate documents by a line &quot;---&quot;</source>
        <translation>此处开始了另一个文档或文本；请用一行“---”分隔文档</translation>
    </message>
    <message>
        <source>here should stand &quot;,&quot; or the &quot;]&quot; of the list that began in line %1</source>
        <translation>此处应为“,”或始于第 %1 行的列表的“]”</translation>
    </message>
    <message>
        <source>here should stand &quot;,&quot; or the &quot;}&quot; of the mapping that began in line %1</source>
        <translation>此处应为“,”或始于第 %1 行的映射的“}”</translation>
    </message>
    <message>
        <source>here should stand another &quot;- &quot; of the list that began in line %1; check the indentation</source>
        <translation>此处应为始于第 %1 行的列表的下一个“- ”；请检查缩进</translation>
    </message>
    <message>
        <source>here should stand another key of the mapping that began in line %1; check the indentation and the quotes</source>
        <translation>此处应为始于第 %1 行的映射的下一个键；请检查缩进和引号</translation>
    </message>
    <message>
        <source>hexadecimal digits are missing behind this escape</source>
        <translation>此转义后缺少十六进制数字</translation>
    </message>
    <message>
        <source>it is ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>no pod of the namespace &quot;%1&quot; matches the podSelector %2, so the policy has no effect; check the labels</source>
        <translation>命名空间“%1”中没有 Pod 匹配 podSelector %2，该策略不起作用；请检查标签</translation>
    </message>
    <message>
        <source>no pod of the namespace &quot;%1&quot; matches the podSelector %2; check the labels, or add a namespaceSelector when the pods are in another namespace</source>
        <translation>命名空间“%1”中没有 Pod 匹配 podSelector %2；请检查标签，若 Pod 在其他命名空间则添加 namespaceSelector</translation>
    </message>
    <message>
        <source>no pod of the namespaces that match %1 matches the podSelector %2; both must hold for one pod (write two list items where either is enough)</source>
        <translation>匹配 %1 的命名空间中没有 Pod 匹配 podSelector %2；同一个 Pod 须同时满足两者（只需满足其一时请写成两个列表项）</translation>
    </message>
    <message>
        <source>no pod there has all these labels at once</source>
        <translation>其中没有 Pod 同时具有所有这些标签</translation>
    </message>
    <message>
        <source>no pod there has the label %3</source>
        <translation>其中没有 Pod 带有标签 %3</translation>
    </message>
    <message>
        <source>only YAML 1.1 and 1.2 are read; leave out the line %YAML</source>
        <translation>只读取 YAML 1.1 和 1.2；请去掉 %YAML 行</translation>
    </message>
    <message>
        <source>only a comment can stand behind this; begin a new line</source>
        <translation>其后只能是注释；请另起一行</translation>
    </message>
    <message>
        <source>the %1 rules only deny, and the tier &quot;%2&quot; denies what none of its rules decided: everything is denied to %3; add a last rule with the action Pass or Allow if that is not meant</source>
        <translation>%1规则只有禁止，而层级“%2”会禁止其规则未判定的流量：%3 的一切都被禁止；若非本意，请在最后添加动作为 Pass 或 Allow 的规则</translation>
    </message>
    <message>
        <source>the %1 rules only log, and the tier &quot;%2&quot; denies what none of its rules decided: %3 is cut off; add a rule with the action Pass or Allow behind them</source>
        <translation>%1规则只记录日志，而层级“%2”会禁止其规则未判定的流量：%3 被隔断；请在其后添加动作为 Pass 或 Allow 的规则</translation>
    </message>
    <message>
        <source>the name of an anchor or alias has letters, digits, &quot;-&quot; and &quot;_&quot;; put a text in quotes</source>
        <translation>锚点或别名的名称只能含字母、数字、“-”和“_”；若是文本请加引号</translation>
    </message>
    <message>
        <source>the pods there have %3</source>
        <translation>其中的 Pod 带有 %3</translation>
    </message>
    <message>
        <source>the prefix of this tag is declared nowhere; leave out the tag</source>
        <translation>此标记的前缀未声明；请去掉该标记</translation>
    </message>
    <message>
        <source>the text in quotes that began in line %1 is never closed</source>
        <translation>始于第 %1 行的引号文本没有结束</translation>
    </message>
    <message>
        <source>this character cannot begin a text; put the text in quotes</source>
        <translation>文本不能以此字符开头；请给文本加引号</translation>
    </message>
    <message>
        <source>this escape stands for no character</source>
        <translation>此转义不代表任何字符</translation>
    </message>
    <message>
        <source>this is no escape that a text in double quotes knows; write &quot;\\&quot; for a backslash</source>
        <translation>双引号文本不认识此转义；反斜杠请写作“\\”</translation>
    </message>
    <message>
        <source>this line is no &quot;key: value&quot;; a &quot;:&quot; and a blank are missing</source>
        <translation>此行不是“键: 值”；缺少“:”和空格</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 above it matches all that it matches, and its action is %3; move this rule before it, or narrow the other one</source>
        <translation>此规则从不起决定作用：其上的%1规则 %2 匹配它匹配的一切，动作为 %3；请将此规则移到其前，或收窄另一条</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 above it matches all that it matches, and its action is %3; take one of them away</source>
        <translation>此规则从不起决定作用：其上的%1规则 %2 匹配它匹配的一切，动作为 %3；请删去其中一条</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 of %4 comes first, matches all that it matches, and its action is %3; move this rule before it, or narrow the other one</source>
        <translation>此规则从不起决定作用：%4 的%1规则 %2 在其之前，匹配它匹配的一切，动作为 %3；请将此规则移到其前，或收窄另一条</translation>
    </message>
    <message>
        <source>this rule never decides anything: %1 rule %2 of %4 comes first, matches all that it matches, and its action is %3; take one of them away</source>
        <translation>此规则从不起决定作用：%4 的%1规则 %2 在其之前，匹配它匹配的一切，动作为 %3；请删去其中一条</translation>
    </message>
    <message>
        <source>wait until it is ready: %1</source>
        <translation>等待就绪：%1</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be TCP, UDP or SCTP</source>
        <translation>%1 为“%2”；必须是 TCP、UDP 或 SCTP</translation>
    </message>
    <message>
        <source>%1 is &quot;%2&quot;; it must be TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 1 to 255</source>
        <translation>%1 为“%2”；必须是 TCP、UDP、SCTP、ICMP、ICMPv6、UDPLite 或 1 到 255 的数字</translation>
    </message>
    <message>
        <source>%1 is not ready in time: %2</source>
        <translation>%1 未及时就绪：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1; &quot;podloom --help&quot; shows every option</source>
        <translation>%1；“podloom --help”显示所有选项</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must have at most 253 lower-case letters, digits, &quot;-&quot; and &quot;.&quot;, and begin and end with a letter or digit</source>
        <translation>“%1”最多只能有 253 个小写字母、数字、“-”和“.”，且须以字母或数字开头和结尾</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must have at most 63 lower-case letters, digits and &quot;-&quot;, and begin and end with a letter or digit</source>
        <translation>“%1”最多只能有 63 个小写字母、数字和“-”，且须以字母或数字开头和结尾</translation>
    </message>
    <message>
        <source>etcd says: %1</source>
        <translation>etcd 报告：%1</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>podloom-node %1 failed: %2</source>
        <translation>podloom-node %1 失败：%2</translation>
    </message>
    <message>
        <source>the inventory of the lab is damaged</source>
        <translation>实验环境的清单已损坏</translation>
    </message>
    <message>
        <source>there is no object %1 in the design; did you mean %2?</source>
        <translation>设计中没有对象 %1；是否指 %2？</translation>
    </message>
    <message>
        <source>it goes round in a loop, through %1 again</source>
        <translation>它在环路中打转，再次经过 %1</translation>
    </message>
    <message>
        <source>its answer goes round in a loop, through %1 again</source>
        <translation>其应答在环路中打转，再次经过 %1</translation>
    </message>
    <message>
        <source>its way ends at %1, which drops it</source>
        <translation>其路径止于 %1，被它丢弃</translation>
    </message>
    <message>
        <source>its way ends at %1, which has no route</source>
        <translation>其路径止于 %1，那里没有路由</translation>
    </message>
    <message>
        <source>its way ends at %1: nobody has the next hop</source>
        <translation>其路径止于 %1：下一跳不存在</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1, which drops it</source>
        <translation>其应答的路径止于 %1，被它丢弃</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1, which has no route</source>
        <translation>其应答的路径止于 %1，那里没有路由</translation>
    </message>
    <message>
        <source>the way of its answer ends at %1: nobody has the next hop</source>
        <translation>其应答的路径止于 %1：下一跳不存在</translation>
    </message>
    <message>
        <source>make Pod %1 again: %2</source>
        <translation>重新创建 Pod %1：%2</translation>
    </message>
    <message>
        <source>no node that answers has given it</source>
        <translation>没有应答的节点分配过它</translation>
    </message>
    <message>
        <source>the lab has the pool %1 (%2), which the design does not have and whose addresses its pool %3 (%4) has too: write %1 into the design in place of %3 (after &quot;ipam split&quot; all parts of it), or have an agent delete it: podloom-agentd delete IPPool/%1</source>
        <translation>实验环境有地址池 %1（%2），设计中没有它，而设计的地址池 %3（%4）与其地址重叠：请在设计中以 %1 代替 %3（在“ipam split”之后写入所有部分），或让代理删除它：podloom-agentd delete IPPool/%1</translation>
    </message>
    <message>
        <source>no agent answers on %1</source>
        <translation>%1 上没有代理应答</translation>
    </message>
    <message>
        <source>end the machine %1, for the design has it no more</source>
        <translation>结束机器 %1，因为设计中已没有它</translation>
    </message>
    <message>
        <source>end the machine %1, for the design has it no more; pods that run there: %2</source>
        <translation>结束机器 %1，因为设计中已没有它；在其上运行的 Pod：%2</translation>
    </message>
    <message>
        <source>leave %1 out of the lab, for the design has it no more; what is installed there stays</source>
        <translation>将 %1 移出实验室，因为设计中已没有它；已安装的内容保留</translation>
    </message>
    <message>
        <source>reach %1 over SSH and set it up</source>
        <translation>通过 SSH 连接 %1 并完成设置</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the design wires it otherwise</source>
        <translation>重新启动机器 %1，因为设计中的连线不同</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the design wires it otherwise; pods that run there: %2</source>
        <translation>重新启动机器 %1，因为设计中的连线不同；在其上运行的 Pod：%2</translation>
    </message>
    <message>
        <source>start the machine %1 again, for the lab&apos;s store begins anew</source>
        <translation>重新启动机器 %1，因为实验室的存储将重新开始</translation>
    </message>
    <message>
        <source>start the machine %1 and set it up</source>
        <translation>启动机器 %1 并完成设置</translation>
    </message>
    <message>
        <source>wire the machine %1 to more</source>
        <translation>为机器 %1 增加连线</translation>
    </message>
    <message>
        <source>the pool &quot;%1&quot; takes the place of the default pools of the cluster, and no pool gives %2 addresses any more: pods get none; add a pool with %3, or give the Cluster podCIDRs without %2</source>
        <translation>地址池“%1”取代了集群的默认地址池，不再有任何地址池分配 %2 地址：Pod 得不到这种地址；请添加一个使用 %3 的地址池，或为 Cluster 写不含 %2 的 podCIDRs</translation>
    </message>
    <message>
        <source>there is no way between the node &quot;%1&quot; (and %3 more beside it) and the node &quot;%2&quot;: no Link and no router joins their networks, so that neither pods nor BGP get from one to the other; draw a Link between them, or from each to a router (machines without any Link share a network of their own)</source>
        <translation>节点“%1”（以及它旁边的另外 %3 个）与节点“%2”之间没有通路：没有 Link 或路由器连接它们的网络，Pod 和 BGP 都无法互通；请在它们之间画一条 Link，或各自连到一台路由器（没有任何 Link 的机器共用一个单独的网络）</translation>
    </message>
    <message>
        <source>there is no way between the nodes &quot;%1&quot; and &quot;%2&quot;: no Link and no router joins their networks, so that neither pods nor BGP get from one to the other; draw a Link between them, or from each to a router (machines without any Link share a network of their own)</source>
        <translation>节点“%1”与“%2”之间没有通路：没有 Link 或路由器连接它们的网络，Pod 和 BGP 都无法互通；请在它们之间画一条 Link，或各自连到一台路由器（没有任何 Link 的机器共用一个单独的网络）</translation>
    </message>
    <message>
        <source>%1 was changed by another program since it was read</source>
        <translation>%1 在读取之后被其他程序修改了</translation>
    </message>
    <message>
        <source>the manifest was changed elsewhere where you typed: copy what you need and discard the rest to see it</source>
        <translation>清单在您输入之处也被别处修改了：请复制需要的内容，然后放弃其余部分以查看它</translation>
    </message>
    <message>
        <source>this text is not in the design any more: undo what took it away, or discard it</source>
        <translation>这段文本已不在设计中：请撤销移除它的操作，或放弃它</translation>
    </message>
    <message>
        <source>%1 is a %2: it is drawn and predicted, but a lab does not run it (engine: external)</source>
        <translation>%1 是 %2：会绘制和预测，但实验环境不运行它（engine: external）</translation>
    </message>
    <message>
        <source>%1 stays as the design has it already</source>
        <translation>%1 设计中已有，保持不变</translation>
    </message>
    <message>
        <source>%1 × %2 come along in the files, but Podloom knows nothing of this kind: they are neither drawn nor checked</source>
        <translation>%1 × %2 会保留在文件中，但 Podloom 不认识此类型：既不绘制也不检查</translation>
    </message>
    <message>
        <source>Secret %1/%2 is left out: a design holds no secrets; labs make or ask for theirs</source>
        <translation>Secret %1/%2 已忽略：设计不保存机密；实验环境会自行生成或询问</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is left out: say it with pools, links and policies</source>
        <translation>“%1”已忽略：请用地址池、链路和策略表达</translation>
    </message>
    <message>
        <source>&quot;%2&quot; of %1 is left out: it says how the container starts, which a design has no place for</source>
        <translation>%1 的“%2”已忽略：它描述容器如何启动，设计中没有对应内容</translation>
    </message>
    <message>
        <source>link %1 is left out: an end of it is outside the topology (host, management network, macvlan)</source>
        <translation>链路 %1 已忽略：有一端在拓扑之外（主机、管理网络、macvlan）</translation>
    </message>
    <message>
        <source>link %1 is left out: it has one end alone, or ends that are no nodes</source>
        <translation>链路 %1 已忽略：只有一端，或端点不是节点</translation>
    </message>
    <message>
        <source>modules %1 are left out: a design knows BGP alone</source>
        <translation>模块 %1 已忽略：设计只支持 BGP</translation>
    </message>
    <message>
        <source>%1 belongs to a pod of the node %2</source>
        <translation>%1 属于节点 %2 上的 Pod</translation>
    </message>
    <message>
        <source>%1 can be had when the blocks of another size are empty that are in the way of %2</source>
        <translation>等占用 %2 的其他大小的地址块清空后，才能得到 %1</translation>
    </message>
    <message>
        <source>%1 is of the block %2 of the node %3, and under strictAffinity no node lends addresses</source>
        <translation>%1 位于节点 %3 的地址块 %2 中，而在 strictAffinity 下节点不借出地址</translation>
    </message>
    <message>
        <source>no IPv%1 address is left for pods on the node %2</source>
        <translation>节点 %2 上的 Pod 已没有可用的 IPv%1 地址</translation>
    </message>
    <message>
        <source>the node %2 holds %1 for pods of its own</source>
        <translation>节点 %2 为自己的 Pod 保留了 %1</translation>
    </message>
    <message>
        <source>%1 stands in no file of the design: rename what makes it</source>
        <translation>%1 不在设计的任何文件中：请重命名生成它的对象</translation>
    </message>
    <message>
        <source>an object needs a name</source>
        <translation>对象需要一个名称</translation>
    </message>
    <message>
        <source>there is %1 already: choose another name</source>
        <translation>已有 %1：请选择其他名称</translation>
    </message>
    <message>
        <source>the file %1 cannot be written: %2</source>
        <translation>无法写入文件 %1：%2</translation>
    </message>
    <message>
        <source>%1 of the %2 pods of the cluster &quot;%3&quot; get no %4 address, as on the node &quot;%5&quot;: a node takes %6 blocks at most, and the largest pool, &quot;%7&quot;, has %8 blocks of %9 addresses; add nodes, write an IPPool with larger blocks (blockSize) or a larger cidr, or raise maxBlocksPerHost</source>
        <translation>集群“%3”的 %2 个 Pod 中有 %1 个得不到 %4 地址，例如在节点“%5”上：一个节点最多使用 %6 个块，而最大的地址池“%7”有 %8 个块，每块 %9 个地址；请增加节点，编写块更大（blockSize）或 cidr 更大的 IPPool，或增大 maxBlocksPerHost</translation>
    </message>
    <message>
        <source>%1 pods of the cluster &quot;%2&quot; need addresses of the family of %3, and its default pools have %4: write a Cluster with larger podCIDRs, or an IPPool with a larger cidr</source>
        <translation>集群“%2”的 %1 个 Pod 需要与 %3 同族的地址，而其默认地址池共 %4 个：请编写 podCIDRs 更大的 Cluster，或 cidr 更大的 IPPool</translation>
    </message>
    <message>
        <source>%1: all addresses there are cannot be a pool, since some have another meaning everywhere: give it a network of its own</source>
        <translation>%1：全部地址不能作为一个地址池，因为其中一些另有含义：请给它单独的网络</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>+%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>PolicyPicture</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1 文件</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>查找范围：</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>文件名(&amp;N)：</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>文件类型：</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>选择(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>目录：</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>查找目录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>上级目录</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>转到上级目录</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>切换到列表视图</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>切换到详细视图</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>新建文件夹(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>显示隐藏文件(&amp;H)</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>最近访问</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 已存在。
要替换它吗？</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
找不到文件。
请检查文件名。</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
找不到目录。
请检查目录名。</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>确定要删除“%1”吗？</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>无法删除目录。</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>修改日期</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>是(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>否(&amp;N)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Ins</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>复制链接地址(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>up</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>changing</source>
        <translation>变化中</translation>
    </message>
    <message>
        <source>down</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>egress</source>
        <translation>出站</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>入站</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永不匹配</translation>
    </message>
    <message>
        <source>family</source>
        <translation>地址族</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>destination</source>
        <translation>目的</translation>
    </message>
    <message>
        <source>protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>icmp-type</source>
        <translation>ICMP 类型</translation>
    </message>
    <message>
        <source>an operator or the end of the selector is expected</source>
        <translation>此处应为运算符或选择器结尾</translation>
    </message>
    <message>
        <source>the selector is nested too deeply</source>
        <translation>选择器嵌套过深</translation>
    </message>
    <message>
        <source>a closing parenthesis is missing</source>
        <translation>缺少右括号</translation>
    </message>
    <message>
        <source>all() and global() take nothing between their parentheses</source>
        <translation>all() 和 global() 的括号中不能有内容</translation>
    </message>
    <message>
        <source>a label, has(), all() or a parenthesis is expected</source>
        <translation>此处应为标签、has()、all() 或括号</translation>
    </message>
    <message>
        <source>==, !=, in, not in, contains, starts with or ends with is expected</source>
        <translation>此处应为 ==、!=、in、not in、contains、starts with 或 ends with</translation>
    </message>
    <message>
        <source>a text in quotes is expected</source>
        <translation>此处应为带引号的文本</translation>
    </message>
    <message>
        <source>the closing quote is missing</source>
        <translation>缺少右引号</translation>
    </message>
    <message>
        <source>a set in braces is expected</source>
        <translation>此处应为花括号中的集合</translation>
    </message>
    <message>
        <source>a comma or a closing brace is expected</source>
        <translation>此处应为逗号或右花括号</translation>
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
        <translation>原生，跨子网时用 VXLAN</translation>
    </message>
    <message>
        <source>IPIP</source>
        <translation>IPIP</translation>
    </message>
    <message>
        <source>native, IPIP across subnets</source>
        <translation>原生，跨子网时用 IPIP</translation>
    </message>
    <message>
        <source>native routing</source>
        <translation>原生路由</translation>
    </message>
    <message>
        <source>BGP over reflectors</source>
        <translation>BGP 经路由反射器</translation>
    </message>
    <message>
        <source>BGP with routers</source>
        <translation>BGP 与路由器</translation>
    </message>
    <message>
        <source>BGP mesh</source>
        <translation>BGP 全互联</translation>
    </message>
    <message>
        <source>FRR</source>
        <translation>FRR</translation>
    </message>
    <message>
        <source>external</source>
        <translation>外部</translation>
    </message>
    <message>
        <source>BIRD</source>
        <translation>BIRD</translation>
    </message>
    <message>
        <source>The two ends share no address family.</source>
        <translation>两端没有共同的地址族。</translation>
    </message>
    <message>
        <source>The source may send it, and the destination lets it in.</source>
        <translation>源可以发送，目的放行。</translation>
    </message>
    <message>
        <source>The source may not send it, and the destination would not let it in.</source>
        <translation>源不得发送，目的也不会放行。</translation>
    </message>
    <message>
        <source>The source may send it, but the destination does not let it in.</source>
        <translation>源可以发送，但目的不放行。</translation>
    </message>
    <message>
        <source>The source may not send it; the destination would let it in.</source>
        <translation>源不得发送；目的会放行。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Is this the right machine?</source>
        <translation>这是正确的机器吗？</translation>
    </message>
    <message>
        <source>%1, port %2, has never been seen before. Compare its key with what its owner or its console says; if you trust it, a different key will be refused from now on.</source>
        <translation>从未见过 %1（端口 %2）。请将其密钥与所有者或控制台给出的密钥比对；一旦信任，今后任何不同的密钥都会被拒绝。</translation>
    </message>
    <message>
        <source>Trust this key</source>
        <translation>信任此密钥</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>密钥口令</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>%1 is locked. The passphrase is used once and kept nowhere.</source>
        <translation>%1 已加锁。口令只使用一次，不会保存。</translation>
    </message>
    <message>
        <source>%1 asks for a password. It is used once and kept nowhere.</source>
        <translation>%1 要求输入密码。密码只使用一次，不会保存。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>own block</source>
        <translation>自身地址块</translation>
    </message>
    <message>
        <source>nothing leads to its next hop</source>
        <translation>没有到下一跳的路径</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>尚无地址</translation>
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
        <translation>不会建立：%1</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 blocks</source>
        <translation>%1 · %2 / %3 个块</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 / %3</translation>
    </message>
    <message>
        <source>1 block</source>
        <translation>1 个块</translation>
    </message>
    <message>
        <source>%1 blocks</source>
        <translation>%1 个块</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 个节点</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 个节点</translation>
    </message>
    <message>
        <source>%1 · %2 pods</source>
        <translation>%1 · %2 个 Pod</translation>
    </message>
    <message>
        <source>more than enough</source>
        <translation>绰绰有余</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · free, %2 may hand it out</source>
        <translation>%1 · 空闲,%2 可以分配</translation>
    </message>
    <message>
        <source>%1 · lent to %2</source>
        <translation>%1 · 借给 %2</translation>
    </message>
    <message>
        <source>%1 · reserved, never handed out</source>
        <translation>%1 · 已保留,从不分配</translation>
    </message>
    <message>
        <source>%1 · free</source>
        <translation>%1 · 空闲</translation>
    </message>
    <message>
        <source>%1 on %2 · %3 of %4 addresses used</source>
        <translation>%2 上的 %1 · 已用 %3 / %4 个地址</translation>
    </message>
    <message>
        <source>Unused: room for %1 nodes with a block each</source>
        <translation>未使用:可容纳 %1 个各有一块的节点</translation>
    </message>
    <message>
        <source>Full: the next pod gets no address</source>
        <translation>已满:下一个 Pod 得不到地址</translation>
    </message>
    <message>
        <source>No block is left: the next node borrows its addresses one by one; %1 are free</source>
        <translation>没有剩余的块:下一个节点逐个借用地址;%1 个空闲</translation>
    </message>
    <message>
        <source>Room for more nodes and pods than anybody has</source>
        <translation>空间远多于任何人所需的节点和 Pod</translation>
    </message>
    <message>
        <source>Room for %1 more nodes like the %2 of today; %3 addresses are free</source>
        <translation>还可再加 %1 个与现有 %2 个相仿的节点;%3 个地址空闲</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>无处</translation>
    </message>
    <message>
        <source>rack %1</source>
        <translation>机架 %1</translation>
    </message>
    <message>
        <source>Policies allow it on both ends, but no route leads there and back: Trace shows where it ends.</source>
        <translation>两端的策略都允许，但没有往返的路由：“追踪”会显示它在哪里中断。</translation>
    </message>
</context>
<context>
    <name>podloom::app::Actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验环境</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>podloom::app::AddTiles</name>
    <message>
        <source>Adds a cluster with the next AS number</source>
        <translation>添加使用下一个 AS 号的集群</translation>
    </message>
    <message>
        <source>Adds a node, in the rack of the chosen one</source>
        <translation>在所选节点的机架中添加一个节点</translation>
    </message>
    <message>
        <source>Adds a deployment of two pods to the namespace of what is chosen</source>
        <translation>在所选对象的命名空间中添加含两个 Pod 的 Deployment</translation>
    </message>
    <message>
        <source>Adds a pool with a CIDR that is free</source>
        <translation>添加使用空闲 CIDR 的地址池</translation>
    </message>
    <message>
        <source>Isolates the chosen workload; with two chosen, lets the first reach the one chosen last; with none, isolates a namespace</source>
        <translation>隔离所选工作负载；选中两个时，允许前者访问后选的；未选中时隔离一个命名空间</translation>
    </message>
    <message>
        <source>Adds a service for the chosen workload</source>
        <translation>为所选工作负载添加服务</translation>
    </message>
    <message>
        <source>Adds a router with the next AS number</source>
        <translation>添加使用下一个 AS 号的路由器</translation>
    </message>
    <message>
        <source>Joins the chosen nodes and routers by a wire</source>
        <translation>用链路连接所选节点和路由器</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>IP pool</source>
        <translation>IP 地址池</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>路由器</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
</context>
<context>
    <name>podloom::app::AddressPanel</name>
    <message>
        <source>Pools</source>
        <translation>地址池</translation>
    </message>
    <message>
        <source>Blocks of the pool</source>
        <translation>地址池的块</translation>
    </message>
    <message>
        <source>Addresses of the block</source>
        <translation>块中的地址</translation>
    </message>
    <message>
        <source>Filled: used by pods · tinted: the node may hand it out · dashed: lent to another node · empty: free · hatched: reserved</source>
        <translation>实心:Pod 已用 · 着色:节点可分配 · 虚线:借给其他节点 · 空:空闲 · 斜线:已保留</translation>
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
        <translation>还没有地址池</translation>
    </message>
    <message>
        <source>Add an IP pool, and its blocks and addresses stand here.</source>
        <translation>添加 IP 地址池后,其块和地址将显示在此。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 blocks claimed</source>
        <translation>%1:已占用 %2 / %3 个块</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%2 上的 %1</translation>
    </message>
    <message>
        <source>No node has a block of it</source>
        <translation>没有节点拥有它的块</translation>
    </message>
</context>
<context>
    <name>podloom::app::BottomPanel</name>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>podloom::app::BulkDialog</name>
    <message>
        <source>Link by pattern</source>
        <translation>按模式连接</translation>
    </message>
    <message>
        <source>each with each</source>
        <translation>两两相连</translation>
    </message>
    <message>
        <source>in pairs</source>
        <translation>成对</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>依次轮流</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>机器</translation>
    </message>
    <message>
        <source>with</source>
        <translation>与</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Names of nodes and routers; * stands for any letters, ? for one.</source>
        <translation>节点和路由器的名称;* 代表任意字符,? 代表一个字符。</translation>
    </message>
    <message>
        <source>Add links</source>
        <translation>添加链路</translation>
    </message>
    <message>
        <source>1 link</source>
        <translation>1 条链路</translation>
    </message>
    <message>
        <source>%1 links</source>
        <translation>%1 条链路</translation>
    </message>
    <message>
        <source>Add 1 link</source>
        <translation>添加 1 条链路</translation>
    </message>
    <message>
        <source>Add %1 links</source>
        <translation>添加 %1 条链路</translation>
    </message>
    <message>
        <source>%1: done; Ctrl Z takes it back</source>
        <translation>%1:已完成;Ctrl Z 可撤销</translation>
    </message>
</context>
<context>
    <name>podloom::app::CanvasScene</name>
    <message>
        <source>Tidy up</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Distribute %1 cards</source>
        <translation>分布 %1 张卡片</translation>
    </message>
    <message>
        <source>Align %1 cards</source>
        <translation>对齐 %1 张卡片</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Move %1 things</source>
        <translation>移动 %1 项</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>移除便签</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>添加便签</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>编辑便签</translation>
    </message>
    <message>
        <source>A note of this drawing</source>
        <translation>此图的便签</translation>
    </message>
    <message>
        <source>%1

Double-click to write, Del removes it. It stands in the layout beside the design.</source>
        <translation>%1

双击可编辑，按 Del 移除。它保存在设计旁的布局文件中。</translation>
    </message>
    <message>
        <source>One node stands here.</source>
        <translation>这里有一个节点。</translation>
    </message>
    <message>
        <source>%1 nodes stand here.</source>
        <translation>这里有 %1 个节点。</translation>
    </message>
    <message>
        <source>A rack is a label of its nodes: choose nodes and press Ctrl Shift G to have them stand in another one. Double-click the title to draw it as one card.</source>
        <translation>机架是其节点的标签：选择节点并按 Ctrl Shift G，可将它们移到另一个机架。双击标题可将其画成一张卡片。</translation>
    </message>
</context>
<context>
    <name>podloom::app::CanvasView</name>
    <message>
        <source>Drawing</source>
        <translation>图</translation>
    </message>
</context>
<context>
    <name>podloom::app::ClusterWizard</name>
    <message>
        <source>New cluster</source>
        <translation>新建集群</translation>
    </message>
    <message>
        <source>Say how large it shall be; Podloom chooses the numbers and says why. Everything can be changed afterwards, and one undo takes it all back.</source>
        <translation>说明所需规模，Podloom 会选择数值并给出理由。之后均可修改，一次撤销即可全部还原。</translation>
    </message>
    <message>
        <source>Add cluster</source>
        <translation>添加集群</translation>
    </message>
    <message>
        <source>A kubelet runs 110 pods unless it is told otherwise</source>
        <translation>除非另行设置，kubelet 最多运行 110 个 Pod</translation>
    </message>
    <message>
        <source>What suits the size</source>
        <translation>与规模相适应</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Pods a node at most</source>
        <translation>每节点最多 Pod 数</translation>
    </message>
    <message>
        <source>Racks, leaves or sites</source>
        <translation>机架、叶交换机或站点</translation>
    </message>
    <message>
        <source>How routes travel</source>
        <translation>路由传播方式</translation>
    </message>
    <message>
        <source>What it will be, and why</source>
        <translation>结果与理由</translation>
    </message>
    <message>
        <source>Add cluster %1</source>
        <translation>添加集群 %1</translation>
    </message>
    <message numerus="yes">
        <source>Added cluster %1 with %n objects</source>
        <translation>
            <numerusform>已添加集群 %1，共 %n 个对象</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>podloom::app::CommandPalette</name>
    <message>
        <source>Find an object or run an action</source>
        <translation>查找对象或执行操作</translation>
    </message>
    <message>
        <source>Nothing is called “%1”</source>
        <translation>没有名为“%1”的项</translation>
    </message>
</context>
<context>
    <name>podloom::app::CompareDialog</name>
    <message>
        <source>Compare with the disk</source>
        <translation>与磁盘比较</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方版本</translation>
    </message>
    <message>
        <source>The files as they are on the disk; undo brings your version back.</source>
        <translation>使用磁盘上的文件；撤销可恢复您的版本。</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Saves your version; undo brings theirs back.</source>
        <translation>保存您的版本；撤销可恢复对方的版本。</translation>
    </message>
    <message>
        <source>Lines with a minus stand only on the disk, where another program wrote them; lines with a plus only in your version.</source>
        <translation>带减号的行只在磁盘上，由其他程序写入；带加号的行只在您的版本中。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>上一处更改</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处更改</translation>
    </message>
    <message>
        <source>Lines only on the disk: %1 · only in your version: %2</source>
        <translation>仅在磁盘上的行:%1 · 仅在您的版本中:%2</translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation>第 %1 处更改,共 %2 处</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
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
        <translation>没有合适的节点</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>还没有节点</translation>
    </message>
    <message>
        <source>see Problems for the reason</source>
        <translation>原因见“问题”</translation>
    </message>
    <message>
        <source>%1 pods wait; a lab brings nodes</source>
        <translation>%1 个 Pod 在等待；实验环境会提供节点</translation>
    </message>
    <message>
        <source>%1: %2 of %3 addresses in %4 blocks</source>
        <translation>%1：%4 个地址块中已用 %2/%3 个地址</translation>
    </message>
    <message>
        <source>AS %1 · %2, %3</source>
        <translation>AS %1 · %2，%3</translation>
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
        <translation>AS %1 · 外部</translation>
    </message>
    <message>
        <source>will come up</source>
        <translation>会建立</translation>
    </message>
    <message>
        <source>will not come up</source>
        <translation>不会建立</translation>
    </message>
    <message>
        <source>%1 → %2, %3: %4</source>
        <translation>%1 → %2，%3：%4</translation>
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
        <translation>未命名</translation>
    </message>
    <message>
        <source>Restore unsaved edits</source>
        <translation>恢复未保存的更改</translation>
    </message>
</context>
<context>
    <name>podloom::app::Editing</name>
    <message>
        <source>Add %1</source>
        <translation>添加%1</translation>
    </message>
    <message>
        <source>Added %1</source>
        <translation>已添加 %1</translation>
    </message>
    <message>
        <source>Nothing is chosen</source>
        <translation>未选中任何内容</translation>
    </message>
    <message>
        <source>What is chosen stands in no file: change the workload or Cluster that it comes from</source>
        <translation>所选内容不在任何文件中：请修改生成它的工作负载或集群</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Remove %1 objects</source>
        <translation>删除 %1 个对象</translation>
    </message>
    <message>
        <source>%1; Ctrl Z brings it back</source>
        <translation>%1；按 Ctrl Z 可恢复</translation>
    </message>
    <message>
        <source>BGP peer</source>
        <translation>BGP 对等体</translation>
    </message>
    <message>
        <source>Not protected by %1, which selects other pods too</source>
        <translation>不受 %1 保护，因为它还选择了其他 Pod</translation>
    </message>
    <message>
        <source>Added 1 copy</source>
        <translation>已添加 1 个副本</translation>
    </message>
    <message>
        <source>Added %1 copies</source>
        <translation>已添加 %1 个副本</translation>
    </message>
    <message>
        <source>What is chosen stands in no file: choose the workload or Cluster that it comes from</source>
        <translation>所选内容不在任何文件中：请选择生成它的工作负载或集群</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Copied 1 object</source>
        <translation>已复制 1 个对象</translation>
    </message>
    <message>
        <source>Copied %1 objects</source>
        <translation>已复制 %1 个对象</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>“%1” cannot name a rack: at most 63 letters, digits, “-”, “_” and “.”, and a letter or digit at both ends</source>
        <translation>“%1”不能作为机架名称：最多 63 个字母、数字、“-”、“_”和“.”，且首尾须为字母或数字</translation>
    </message>
    <message>
        <source>The chosen nodes stand there already</source>
        <translation>所选节点已在该机架中</translation>
    </message>
    <message>
        <source>Ungroup nodes</source>
        <translation>取消节点编组</translation>
    </message>
    <message>
        <source>Group nodes as %1</source>
        <translation>将节点编为 %1</translation>
    </message>
</context>
<context>
    <name>podloom::app::ExplainPanel</name>
    <message>
        <source>nearly</source>
        <translation>几乎匹配</translation>
    </message>
    <message>
        <source>egress</source>
        <translation>出站</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>入站</translation>
    </message>
    <message>
        <source>Steps of the decision</source>
        <translation>判定步骤</translation>
    </message>
    <message>
        <source>Which connection?</source>
        <translation>哪个连接？</translation>
    </message>
    <message>
        <source>Click a cell of the reachability matrix and every rule that decides about it stands here.</source>
        <translation>单击可达性矩阵中的单元格，此处会列出决定它的每条规则。</translation>
    </message>
    <message>
        <source>The design has errors</source>
        <translation>设计中有错误</translation>
    </message>
    <message>
        <source>With a policy or pod that could not be read, an explanation would be a guess. Fix the errors in Problems first.</source>
        <translation>若有策略或 Pod 无法读取，解释就只是猜测。请先修正“问题”中的错误。</translation>
    </message>
    <message>
        <source>No such connection any more</source>
        <translation>该连接已不存在</translation>
    </message>
    <message>
        <source>, IPv4</source>
        <translation>，IPv4</translation>
    </message>
    <message>
        <source>, IPv6</source>
        <translation>，IPv6</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>allowed, no route</source>
        <translation>允许，但无路由</translation>
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
        <translation>名称</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>AS</source>
        <translation>AS</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>地址池</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>块大小</translation>
    </message>
    <message>
        <source>Blocks used</source>
        <translation>已用地址块</translation>
    </message>
    <message>
        <source>Addresses used</source>
        <translation>已用地址</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>地址块</translation>
    </message>
    <message>
        <source>Routers</source>
        <translation>路由器</translation>
    </message>
    <message>
        <source>gate: only what an arrow allows</source>
        <translation>门：只放行箭头允许的</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>stopped there</source>
        <translation>在此被阻止</translation>
    </message>
</context>
<context>
    <name>podloom::app::FindBar</name>
    <message>
        <source>Name, kind, label or address</source>
        <translation>名称、类型、标签或地址</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>在绘图中查找</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1, not in this drawing</source>
        <translation>%1，不在此绘图中</translation>
    </message>
</context>
<context>
    <name>podloom::app::HelpDialogs</name>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>zoom at the pointer</source>
        <translation>在指针处缩放</translation>
    </message>
    <message>
        <source>Shift wheel</source>
        <translation>Shift 加滚轮</translation>
    </message>
    <message>
        <source>scroll sideways</source>
        <translation>左右滚动</translation>
    </message>
    <message>
        <source>Middle button, or Space and left</source>
        <translation>中键，或空格加左键</translation>
    </message>
    <message>
        <source>move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Left on the ground</source>
        <translation>在空白处按左键</translation>
    </message>
    <message>
        <source>rubber band</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Left on a card</source>
        <translation>在卡片上按左键</translation>
    </message>
    <message>
        <source>choose it and move it</source>
        <translation>选中并移动</translation>
    </message>
    <message>
        <source>Ctrl and left</source>
        <translation>Ctrl 加左键</translation>
    </message>
    <message>
        <source>choose one more</source>
        <translation>再选一个</translation>
    </message>
    <message>
        <source>Alt while dragging</source>
        <translation>拖动时按住 Alt</translation>
    </message>
    <message>
        <source>neither guides nor grid hold the card</source>
        <translation>参考线和网格不再吸附卡片</translation>
    </message>
    <message>
        <source>The dot beside a chosen card</source>
        <translation>所选卡片旁的圆点</translation>
    </message>
    <message>
        <source>drag it to another card to connect the two</source>
        <translation>拖到另一张卡片以连接两者</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>右键</translation>
    </message>
    <message>
        <source>what can be done here</source>
        <translation>此处可执行的操作</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>键盘与鼠标</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>About Podloom</source>
        <translation>关于 Podloom</translation>
    </message>
    <message>
        <source>Draw a cluster network, then run it.</source>
        <translation>绘制集群网络，然后运行它。</translation>
    </message>
    <message>
        <source>MIT licence. Uses Qt (LGPL), libyaml, libssh, SQLite and libnl; a lab&apos;s nodes run BIRD, etcd and nftables.</source>
        <translation>MIT 许可证。使用 Qt（LGPL）、libyaml、libssh、SQLite 和 libnl；实验环境的节点运行 BIRD、etcd 和 nftables。</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>move what is chosen; with Shift far, with Alt by a pixel</source>
        <translation>移动所选内容;按住 Shift 移动得远,按住 Alt 移动一个像素</translation>
    </message>
    <message>
        <source>Ctrl and arrow keys</source>
        <translation>Ctrl 加方向键</translation>
    </message>
    <message>
        <source>choose the next card in that direction</source>
        <translation>选择该方向上的下一张卡片</translation>
    </message>
</context>
<context>
    <name>podloom::app::ImportWizard</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Manifests from a cluster (kubectl get … -o yaml), a folder of them, or a topology of containerlab or netlab. What the design has already stays as it is.</source>
        <translation>来自集群的清单（kubectl get … -o yaml）、清单文件夹，或 containerlab、netlab 的拓扑。设计中已有的内容保持不变。</translation>
    </message>
    <message>
        <source>Nothing is chosen yet.</source>
        <translation>尚未选择。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>Manifests and topologies (*.yaml *.yml *.json)</source>
        <translation>清单与拓扑 (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>要导入的文件夹</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>What was understood, and what was not</source>
        <translation>已识别与未识别的内容</translation>
    </message>
    <message numerus="yes">
        <source>Import %n objects</source>
        <translation>
            <numerusform>导入 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Understood:</source>
        <translation>已识别：</translation>
    </message>
    <message>
        <source>Choose files or a folder: what is in them is shown here before anything is added.</source>
        <translation>请选择文件或文件夹：其内容会先显示在此处，然后才会添加。</translation>
    </message>
    <message>
        <source>Everything was understood.</source>
        <translation>全部内容均已识别。</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n objects</source>
        <translation>
            <numerusform>已导入 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: nothing of a design</source>
        <translation>%1：没有设计内容</translation>
    </message>
    <message>
        <source>a topology of containerlab</source>
        <translation>containerlab 拓扑</translation>
    </message>
    <message>
        <source>a topology of netlab</source>
        <translation>netlab 拓扑</translation>
    </message>
    <message>
        <source>manifests</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>%1: %2, 1 object</source>
        <translation>%1：%2，1 个对象</translation>
    </message>
    <message>
        <source>%1: %2, %3 objects</source>
        <translation>%1：%2，%3 个对象</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 项</translation>
    </message>
    <message>
        <source>Read:</source>
        <translation>已读取：</translation>
    </message>
    <message>
        <source>Not understood, changed or left out:</source>
        <translation>未识别、已更改或已忽略：</translation>
    </message>
</context>
<context>
    <name>podloom::app::InspectorPanel</name>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>BGP sessions</source>
        <translation>BGP 会话</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
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
        <translation>检查器的各部分</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>未选中任何内容</translation>
    </message>
    <message>
        <source>Click a node, a pod, a pool or a policy to see everything about it.</source>
        <translation>单击节点、Pod、地址池或策略可查看其全部信息。</translation>
    </message>
    <message>
        <source>%1 · and %2 more selected</source>
        <translation>%1 · 另外选中 %2 个</translation>
    </message>
    <message>
        <source>No pods here</source>
        <translation>这里没有 Pod</translation>
    </message>
    <message>
        <source>No workload of the design places a pod on it.</source>
        <translation>设计中没有工作负载在其上放置 Pod。</translation>
    </message>
    <message>
        <source>No BGP sessions</source>
        <translation>没有 BGP 会话</translation>
    </message>
    <message>
        <source>Nothing in the design makes it peer: no mesh, no BGPPeer and no link to a router.</source>
        <translation>设计中没有任何内容让它建立对等：没有全互联、BGPPeer，也没有到路由器的链路。</translation>
    </message>
    <message>
        <source>No routes</source>
        <translation>没有路由</translation>
    </message>
    <message>
        <source>Its table will hold nothing but the networks that it is connected to.</source>
        <translation>其路由表只会包含直连网络。</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>正在追踪每条路由…</translation>
    </message>
    <message>
        <source>Text that is no object yet</source>
        <translation>尚不是对象的文本</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabController</name>
    <message>
        <source>Bringing up the lab…</source>
        <translation>正在启动实验环境…</translation>
    </message>
    <message>
        <source>Taking down the lab…</source>
        <translation>正在关闭实验环境…</translation>
    </message>
    <message>
        <source>Comparing the design with the lab…</source>
        <translation>正在比较设计与实验环境…</translation>
    </message>
    <message>
        <source>Measuring every connection…</source>
        <translation>正在测量每个连接…</translation>
    </message>
    <message>
        <source>Deploying: %1 of %2 steps done</source>
        <translation>部署中：已完成 %1/%2 步</translation>
    </message>
    <message>
        <source>Deploying: waiting until every node has it</source>
        <translation>部署中：等待所有节点同步</translation>
    </message>
    <message>
        <source>being set up</source>
        <translation>正在建立</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 个步骤</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 个步骤</translation>
    </message>
    <message>
        <source>the network changes under running pods</source>
        <translation>运行中的 Pod 的网络会改变</translation>
    </message>
    <message>
        <source>restarts what runs</source>
        <translation>会重启正在运行的内容</translation>
    </message>
    <message>
        <source>no disruption</source>
        <translation>无中断</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>未给出原因</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabModel</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1/%2 · %3</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>BGP sessions</source>
        <translation>BGP 会话</translation>
    </message>
    <message>
        <source>Pods running</source>
        <translation>运行中的 Pod</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>部署</translation>
    </message>
</context>
<context>
    <name>podloom::app::LabPanel</name>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>%1 → %2, %3 over %4: predicted %5, measured %6</source>
        <translation>%1 → %2，%3，经 %4：预测 %5，实测 %6</translation>
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
        <translation>解释</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>部署到实验环境</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验环境</translation>
    </message>
    <message>
        <source>The lab that this window is about</source>
        <translation>此窗口对应的实验环境</translation>
    </message>
    <message>
        <source>Tries every connection from inside the pods and compares with the prediction</source>
        <translation>在 Pod 内尝试每个连接，并与预测比较</translation>
    </message>
    <message>
        <source>Brings the lab up if need be and makes it what the design says</source>
        <translation>必要时启动实验环境，并使其与设计一致</translation>
    </message>
    <message>
        <source>Nodes of the lab</source>
        <translation>实验环境的节点</translation>
    </message>
    <message>
        <source>Connections that are not as predicted</source>
        <translation>与预测不符的连接</translation>
    </message>
    <message>
        <source>%1 · running</source>
        <translation>%1 · 运行中</translation>
    </message>
    <message>
        <source>Take down</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Bring up</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>%1 of %2 pairs</source>
        <translation>%1/%2 对</translation>
    </message>
    <message>
        <source>prediction = measurement: %1</source>
        <translation>预测 = 实测：%1</translation>
    </message>
    <message>
        <source>prediction ≠ measurement: only %1 agree</source>
        <translation>预测 ≠ 实测：仅 %1 一致</translation>
    </message>
    <message>
        <source>%1 nodes ready</source>
        <translation>%1 个节点就绪</translation>
    </message>
    <message>
        <source>%1 of %2 nodes ready</source>
        <translation>%1/%2 个节点就绪</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>looking for labs…</source>
        <translation>正在查找实验环境…</translation>
    </message>
    <message>
        <source>Its machines appear here as soon as they are there.</source>
        <translation>机器启动后会显示在这里。</translation>
    </message>
    <message>
        <source>The lab “%1” is not running</source>
        <translation>实验环境“%1”未运行</translation>
    </message>
    <message>
        <source>Deploying starts a machine on this computer for each node of the design, wires them as drawn and runs its pods. Nothing touches the network of this computer.</source>
        <translation>部署会在本机为设计中的每个节点启动一台机器，按图连线并运行其 Pod，不会影响本机网络。</translation>
    </message>
</context>
<context>
    <name>podloom::app::MainWindow</name>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reachability</source>
        <translation>可达性</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>实验环境</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>BGP</source>
        <translation>BGP</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示%1</translation>
    </message>
    <message>
        <source>Podloom</source>
        <translation>Podloom</translation>
    </message>
    <message>
        <source>The lab is at work: %1</source>
        <translation>实验环境正在工作：%1</translation>
    </message>
    <message>
        <source>Steps that are done stay done; deploying again does the rest.</source>
        <translation>已完成的步骤保持不变；再次部署会完成其余步骤。</translation>
    </message>
    <message>
        <source>Stop it and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>%1[*] – Podloom</source>
        <translation>%1[*] – Podloom</translation>
    </message>
    <message>
        <source>New cluster…</source>
        <translation>新建集群…</translation>
    </message>
    <message>
        <source>New policy…</source>
        <translation>新建策略…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加%1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align centres</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align top edges</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Align bottom edges</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Distribute across</source>
        <translation>水平分布</translation>
    </message>
    <message>
        <source>Distribute down</source>
        <translation>垂直分布</translation>
    </message>
    <message>
        <source>Choose three cards or more of this drawing</source>
        <translation>请在此图中选择三张或更多卡片</translation>
    </message>
    <message>
        <source>Choose two cards or more of this drawing</source>
        <translation>请在此图中选择两张或更多卡片</translation>
    </message>
    <message>
        <source>Find or run…</source>
        <translation>查找或执行…</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放以适合</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Tidy up the drawing</source>
        <translation>整理图</translation>
    </message>
    <message>
        <source>Show or hide the left side</source>
        <translation>显示或隐藏左侧栏</translation>
    </message>
    <message>
        <source>Show or hide the panels below</source>
        <translation>显示或隐藏下方面板</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>显示或隐藏检查器</translation>
    </message>
    <message>
        <source>The drawing as a table</source>
        <translation>以表格显示图</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Help about this place</source>
        <translation>此处的帮助</translation>
    </message>
    <message>
        <source>Manual: ten short pages</source>
        <translation>手册：十篇短文</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>键盘与鼠标</translation>
    </message>
    <message>
        <source>About Podloom</source>
        <translation>关于 Podloom</translation>
    </message>
    <message>
        <source>Plan: what deploying would do</source>
        <translation>计划：部署会做什么</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>部署到实验环境</translation>
    </message>
    <message>
        <source>Verify: probe every predicted connection</source>
        <translation>验证：探测每个预测的连接</translation>
    </message>
    <message>
        <source>Cancel what runs</source>
        <translation>取消正在运行的任务</translation>
    </message>
    <message>
        <source>Take back the last deployment</source>
        <translation>撤回上次部署</translation>
    </message>
    <message>
        <source>Take the lab down</source>
        <translation>关闭实验环境</translation>
    </message>
    <message>
        <source>Align and distribute</source>
        <translation>对齐与分布</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>New design</source>
        <translation>新建设计</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Read the files again</source>
        <translation>重新读取文件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Export the drawing…</source>
        <translation>导出图…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Export the drawing, its legend and the addresses</source>
        <translation>导出图、图例和地址</translation>
    </message>
    <message>
        <source>Pictures (*.pdf *.svg *.png)</source>
        <translation>图片 (*.pdf *.svg *.png)</translation>
    </message>
    <message>
        <source>Exported %1</source>
        <translation>已导出 %1</translation>
    </message>
    <message>
        <source>Next design</source>
        <translation>下一个设计</translation>
    </message>
    <message>
        <source>Previous design</source>
        <translation>上一个设计</translation>
    </message>
    <message>
        <source>Close this design</source>
        <translation>关闭此设计</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>重新保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saved a copy as %1</source>
        <translation>副本已保存为 %1</translation>
    </message>
    <message>
        <source>Unsaved edits would not outlive a crash now: %1</source>
        <translation>此时崩溃会丢失未保存的更改：%1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Open the folder of a design</source>
        <translation>打开设计文件夹</translation>
    </message>
    <message>
        <source>Open a file of manifests</source>
        <translation>打开清单文件</translation>
    </message>
    <message>
        <source>Manifests (*.yaml *.yml *.json)</source>
        <translation>清单 (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <source>Save the design</source>
        <translation>保存设计</translation>
    </message>
    <message>
        <source>Manifests (*.yaml)</source>
        <translation>清单 (*.yaml)</translation>
    </message>
    <message>
        <source>Save a copy in a new folder</source>
        <translation>将副本保存到新文件夹</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>保存对 %1 的更改吗？</translation>
    </message>
    <message>
        <source>a design without a file</source>
        <translation>没有文件的设计</translation>
    </message>
    <message>
        <source>Podloom ended before edits of %1 were saved (%2).</source>
        <translation>Podloom 在保存对 %1 的更改之前退出（%2）。</translation>
    </message>
    <message>
        <source>Its files were changed by another program since: restoring shows your version of them, and undo brings theirs back.</source>
        <translation>其文件已被其他程序修改：恢复会显示您的版本，撤销可找回对方的版本。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>追踪</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实况</translation>
    </message>
    <message>
        <source>Lock or unlock the place</source>
        <translation>锁定或解锁位置</translation>
    </message>
    <message>
        <source>Choose cards of this drawing</source>
        <translation>请选择此图中的卡片</translation>
    </message>
    <message>
        <source>Collapse or expand the group</source>
        <translation>折叠或展开分组</translation>
    </message>
    <message>
        <source>Choose a cluster, or a machine of a rack or cluster</source>
        <translation>请选择一个集群,或机架或集群中的一台机器</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>添加便签</translation>
    </message>
    <message>
        <source>Link by pattern…</source>
        <translation>按模式连接…</translation>
    </message>
    <message>
        <source>Lay out as racks</source>
        <translation>按机架布局</translation>
    </message>
    <message>
        <source>Lay out in layers</source>
        <translation>分层布局</translation>
    </message>
    <message>
        <source>Lay out in rings</source>
        <translation>环形布局</translation>
    </message>
    <message>
        <source>Lay out by connections</source>
        <translation>按连接布局</translation>
    </message>
    <message>
        <source>Policies are laid out by who may reach whom: Ctrl T tidies them up</source>
        <translation>策略按谁能到达谁布局:Ctrl T 可整理</translation>
    </message>
    <message>
        <source>Zoom to what is chosen</source>
        <translation>缩放到所选内容</translation>
    </message>
    <message>
        <source>This drawing does not show what is chosen</source>
        <translation>此图未显示所选内容</translation>
    </message>
    <message>
        <source>Trace between two pods</source>
        <translation>追踪两个 Pod 之间</translation>
    </message>
    <message>
        <source>Choose two pods: click the first, and the second with Ctrl</source>
        <translation>请选择两个 Pod:单击第一个,按住 Ctrl 单击第二个</translation>
    </message>
    <message>
        <source>The copy was not saved: %1</source>
        <translation>副本未保存：%1</translation>
    </message>
    <message>
        <source>Find in the drawing</source>
        <translation>在绘图中查找</translation>
    </message>
    <message>
        <source>Drawing %1…</source>
        <translation>正在绘制 %1…</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Group nodes as a rack…</source>
        <translation>将节点编为机架…</translation>
    </message>
    <message>
        <source>Choose something first</source>
        <translation>请先选择对象</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Choose nodes first</source>
        <translation>请先选择节点</translation>
    </message>
    <message>
        <source>The lab is at work</source>
        <translation>实验环境正在工作</translation>
    </message>
    <message>
        <source>The lab is not at work</source>
        <translation>实验环境没有在工作</translation>
    </message>
    <message>
        <source>Nothing was deployed from this window</source>
        <translation>此窗口尚未部署过任何内容</translation>
    </message>
    <message>
        <source>No lab of this design runs, or it is at work</source>
        <translation>此设计没有运行中的实验环境，或其正在工作</translation>
    </message>
    <message>
        <source>The design has no files yet</source>
        <translation>此设计还没有文件</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>没有任何更改</translation>
    </message>
    <message>
        <source>The design is empty</source>
        <translation>设计为空</translation>
    </message>
    <message>
        <source>Not saved, as the text that you typed for %1 cannot be applied. %2</source>
        <translation>未保存，因为您为 %1 输入的文本无法应用。%2</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Save without it</source>
        <translation>不含它保存</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Take the files of the disk</source>
        <translation>采用磁盘上的文件</translation>
    </message>
    <message>
        <source>The files of the disk are what is here already</source>
        <translation>磁盘上的文件与此处内容相同</translation>
    </message>
    <message>
        <source>Your version stays as it is</source>
        <translation>您的版本保持不变</translation>
    </message>
    <message>
        <source>The files are those of the disk; Ctrl Z brings your version back</source>
        <translation>文件已与磁盘一致；Ctrl Z 可恢复您的版本</translation>
    </message>
    <message>
        <source>Change by another program</source>
        <translation>其他程序的修改</translation>
    </message>
    <message>
        <source>Keep my version</source>
        <translation>保留我的版本</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另外 %1 项</translation>
    </message>
    <message>
        <source>%1 are one design here, of %2 files together.</source>
        <translation>%1 在这里合为一个设计，共 %2 个文件。</translation>
    </message>
    <message>
        <source>Open each by itself</source>
        <translation>分别打开</translation>
    </message>
    <message>
        <source>Text that you typed over manifests is here again, not applied yet</source>
        <translation>您在清单上键入的文本已恢复，尚未应用</translation>
    </message>
    <message>
        <source>Saving writes your version; Ctrl Z brings that of the disk here</source>
        <translation>保存会写入您的版本；Ctrl Z 可将磁盘上的版本取到这里</translation>
    </message>
    <message>
        <source>%1 was added to this design on the disk by another program.</source>
        <translation>%1 由其他程序在磁盘上添加到了此设计。</translation>
    </message>
    <message>
        <source>%1 was removed from the disk by another program.</source>
        <translation>%1 被其他程序从磁盘上删除了。</translation>
    </message>
    <message>
        <source>%1 was changed on the disk by another program.</source>
        <translation>%1 在磁盘上被其他程序修改了。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的版本</translation>
    </message>
    <message>
        <source>You have edits that are not saved.</source>
        <translation>您有尚未保存的编辑。</translation>
    </message>
    <message>
        <source>%1 and %2 other files were changed on the disk by another program.</source>
        <translation>%1 和另外 %2 个文件在磁盘上被其他程序修改了。</translation>
    </message>
    <message>
        <source>%1 and %2 were changed on the disk by another program.</source>
        <translation>%1 和 %2 在磁盘上被其他程序修改了。</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Choose something that stands in a file</source>
        <translation>请选择存在于文件中的对象</translation>
    </message>
    <message>
        <source>Bring the lab up</source>
        <translation>启动实验环境</translation>
    </message>
    <message>
        <source>The lab is up, or at work</source>
        <translation>实验环境正在运行或正忙</translation>
    </message>
    <message>
        <source>Open panel %1</source>
        <translation>打开面板“%1”</translation>
    </message>
    <message>
        <source>Go to the drawing</source>
        <translation>转到图形</translation>
    </message>
    <message>
        <source>Compare reachability with the saved files</source>
        <translation>将可达性与已保存的文件比较</translation>
    </message>
    <message>
        <source>Compare reachability with staged policies</source>
        <translation>将可达性与暂存策略比较</translation>
    </message>
    <message>
        <source>Show reachability without a comparison</source>
        <translation>显示可达性而不比较</translation>
    </message>
    <message>
        <source>Mend the chosen problem</source>
        <translation>修正所选问题</translation>
    </message>
    <message>
        <source>Inspector: %1</source>
        <translation>检查器:%1</translation>
    </message>
    <message>
        <source>Choose something that has it</source>
        <translation>请选择具有此内容的对象</translation>
    </message>
    <message>
        <source>Apply what is typed in YAML</source>
        <translation>应用在 YAML 中输入的内容</translation>
    </message>
    <message>
        <source>No manifest is being typed over</source>
        <translation>没有正在改写的清单</translation>
    </message>
    <message>
        <source>Compare the routes with the lab</source>
        <translation>将路由与实验环境比较</translation>
    </message>
    <message>
        <source>Measure the trace again</source>
        <translation>重新测量追踪</translation>
    </message>
    <message>
        <source>The lab is not running</source>
        <translation>实验环境未运行</translation>
    </message>
    <message>
        <source>Trace between two pods while the lab is running</source>
        <translation>请在实验环境运行时追踪两个 Pod 之间</translation>
    </message>
    <message>
        <source>Group reachability by labels, or show each pod</source>
        <translation>按标签分组可达性,或显示每个 Pod</translation>
    </message>
</context>
<context>
    <name>podloom::app::ManifestPane</name>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Apply changes</source>
        <translation>应用更改</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>This object has no manifest of its own: another one makes it.</source>
        <translation>此对象没有自己的清单：由其他对象生成。</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>%1 · not applied yet</source>
        <translation>%1 · 尚未应用</translation>
    </message>
    <message>
        <source>Kubernetes&apos; Node</source>
        <translation>Kubernetes 的 Node</translation>
    </message>
    <message>
        <source>Calico&apos;s Node</source>
        <translation>Calico 的 Node</translation>
    </message>
</context>
<context>
    <name>podloom::app::Manual</name>
    <message>
        <source>Podloom manual</source>
        <translation>Podloom 手册</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面列表</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>No page says “%1”</source>
        <translation>没有页面包含“%1”</translation>
    </message>
</context>
<context>
    <name>podloom::app::Minimap</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Drag to move the view</source>
        <translation>拖动以移动视图</translation>
    </message>
</context>
<context>
    <name>podloom::app::NoteEditor</name>
    <message>
        <source>Words of the note</source>
        <translation>便签文字</translation>
    </message>
    <message>
        <source>Write here; Ctrl Enter keeps it, Escape drops it</source>
        <translation>在此书写；Ctrl Enter 保留，Esc 放弃</translation>
    </message>
</context>
<context>
    <name>podloom::app::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 条</translation>
    </message>
    <message>
        <source>Shows the next one</source>
        <translation>显示下一条</translation>
    </message>
</context>
<context>
    <name>podloom::app::ObjectTable</name>
    <message>
        <source>Show rows with…</source>
        <translation>显示包含以下内容的行…</translation>
    </message>
    <message>
        <source>The drawing as a table</source>
        <translation>以表格显示图</translation>
    </message>
    <message>
        <source>Show rows with these words</source>
        <translation>显示包含这些词的行</translation>
    </message>
    <message>
        <source>Reading the design…</source>
        <translation>正在读取设计…</translation>
    </message>
    <message>
        <source>No row has these words</source>
        <translation>没有包含这些词的行</translation>
    </message>
    <message>
        <source>None of its columns has them.</source>
        <translation>没有任何列包含它们。</translation>
    </message>
    <message>
        <source>Clear the words</source>
        <translation>清除这些词</translation>
    </message>
    <message>
        <source>Nothing is drawn yet</source>
        <translation>尚未绘制任何内容</translation>
    </message>
    <message>
        <source>What is drawn stands here, too, a row each: for the keyboard, for screen readers, and to sort.</source>
        <translation>绘制的内容也逐行列在这里：便于键盘操作、屏幕阅读器和排序。</translation>
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
        <translation>类型</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>连接到</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1: none</source>
        <translation>%1：无</translation>
    </message>
    <message>
        <source>%1, BGP %2/%3</source>
        <translation>%1，BGP %2/%3</translation>
    </message>
</context>
<context>
    <name>podloom::app::Outline</name>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Routers</source>
        <translation>路由器</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>命名空间</translation>
    </message>
</context>
<context>
    <name>podloom::app::PlanPanel</name>
    <message>
        <source>skipped, because an earlier step of its node failed</source>
        <translation>已跳过，因为该节点先前的步骤失败</translation>
    </message>
    <message>
        <source>Whole cluster</source>
        <translation>整个集群</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>重新比较</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>部署到实验环境</translation>
    </message>
    <message>
        <source>Steps of the plan</source>
        <translation>计划步骤</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>计划 %1</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>无需操作</translation>
    </message>
    <message>
        <source>The lab “%1” is as the design says.</source>
        <translation>实验环境“%1”与设计一致。</translation>
    </message>
    <message>
        <source>Not compared yet</source>
        <translation>尚未比较</translation>
    </message>
    <message>
        <source>Compare the design with the lab to see every step that deploying would take, and what running pods would notice of it.</source>
        <translation>将设计与实验环境比较，可查看部署的每个步骤以及运行中的 Pod 会受到的影响。</translation>
    </message>
    <message>
        <source>Compare now</source>
        <translation>立即比较</translation>
    </message>
    <message>
        <source>The lab is not running</source>
        <translation>实验环境未运行</translation>
    </message>
    <message>
        <source>Deploying brings it up and makes it what the design says.</source>
        <translation>部署会启动它，并使其与设计一致。</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>未给出原因</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyDescriber</name>
    <message>
        <source>1 pod</source>
        <translation>1 个 Pod</translation>
    </message>
    <message>
        <source>%1 pods</source>
        <translation>%1 个 Pod</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>任何地方</translation>
    </message>
    <message>
        <source>any address</source>
        <translation>任意地址</translation>
    </message>
    <message>
        <source>any pod</source>
        <translation>任意 Pod</translation>
    </message>
    <message>
        <source>every namespace</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>each other: %1</source>
        <translation>相互：%1</translation>
    </message>
    <message>
        <source> + %1</source>
        <translation> + %1</translation>
    </message>
    <message>
        <source>%1 · every interface</source>
        <translation>%1 · 所有接口</translation>
    </message>
    <message>
        <source> · not all</source>
        <translation> · 并非全部</translation>
    </message>
    <message>
        <source>internet</source>
        <translation>互联网</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>外部</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyDescriber::Service</name>
    <message>
        <source>all ports</source>
        <translation>所有端口</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyScene</name>
    <message>
        <source>%1 may reach %2 on %3</source>
        <translation>%1 可以通过 %3 访问 %2</translation>
    </message>
    <message>
        <source>%1 may not reach %2 on %3, though %4 speaks of it</source>
        <translation>%1 不能通过 %3 访问 %2，尽管 %4 提到了它</translation>
    </message>
    <message>
        <source>No pods yet: policies are arrows between them</source>
        <translation>还没有 Pod：策略是 Pod 之间的箭头</translation>
    </message>
</context>
<context>
    <name>podloom::app::PolicyWizard</name>
    <message>
        <source>Let a workload in</source>
        <translation>允许某个工作负载进入</translation>
    </message>
    <message>
        <source>Let nothing in</source>
        <translation>禁止进入</translation>
    </message>
    <message>
        <source>Let everything in</source>
        <translation>允许全部进入</translation>
    </message>
    <message>
        <source>Let nothing out</source>
        <translation>禁止外出</translation>
    </message>
    <message>
        <source>Let everything out</source>
        <translation>允许全部外出</translation>
    </message>
    <message>
        <source>Let nothing in and nothing out</source>
        <translation>禁止进入和外出</translation>
    </message>
    <message>
        <source>Let a whole namespace in</source>
        <translation>允许整个命名空间进入</translation>
    </message>
    <message>
        <source>Let names be asked for (DNS)</source>
        <translation>允许域名解析（DNS）</translation>
    </message>
    <message>
        <source>Let outside ranges in (load balancer)</source>
        <translation>允许外部网段进入（负载均衡器）</translation>
    </message>
    <message>
        <source>New policy</source>
        <translation>新建策略</translation>
    </message>
    <message>
        <source>Who may reach whom, on which ports. At the right stand the manifests and what they change.</source>
        <translation>谁可以在哪些端口上访问谁。右侧是清单及其改变的内容。</translation>
    </message>
    <message>
        <source>Add policy</source>
        <translation>添加策略</translation>
    </message>
    <message>
        <source>Let it go out there, too</source>
        <translation>同时允许对方外出</translation>
    </message>
    <message>
        <source>TCP 80, 443, UDP 53; empty: every port</source>
        <translation>TCP 80, 443, UDP 53；留空表示所有端口</translation>
    </message>
    <message>
        <source>Where a policy isolates the other side for what goes out, it has to be allowed there as well</source>
        <translation>若有策略隔离了对方的出站流量，则也须在那里放行</translation>
    </message>
    <message>
        <source>What it shall do</source>
        <translation>它应做什么</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>适用对象</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>允许谁进入</translation>
    </message>
    <message>
        <source>Which namespace may come in</source>
        <translation>允许哪个命名空间进入</translation>
    </message>
    <message>
        <source>Which ranges may come in</source>
        <translation>允许哪些网段进入</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>What it changes</source>
        <translation>它会改变什么</translation>
    </message>
    <message>
        <source>All pods of the namespace</source>
        <translation>命名空间的所有 Pod</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>No connection changes: other policies say the same already, or overrule it.</source>
        <translation>连接没有变化：其他策略已有相同规定，或优先级更高。</translation>
    </message>
    <message numerus="yes">
        <source>%n pairs lose connections.</source>
        <translation>
            <numerusform>%n 对失去连接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairs gain connections.</source>
        <translation>
            <numerusform>%n 对获得连接。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pods can no longer ask for names: add the DNS recipe as well.</source>
        <translation>
            <numerusform>%n 个 Pod 将无法解析域名：请同时添加 DNS 方案。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add policy %1</source>
        <translation>添加策略 %1</translation>
    </message>
    <message>
        <source>Added policy %1</source>
        <translation>已添加策略 %1</translation>
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
        <translation>已用地址 %1/%2
已分配地址块 %3/%4</translation>
    </message>
</context>
<context>
    <name>podloom::app::ProblemsModel</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>podloom::app::ProblemsPanel</name>
    <message>
        <source>Filter problems</source>
        <translation>过滤问题</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problems %1</source>
        <translation>问题 %1</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 个错误</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 个警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 个警告</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 条提示</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 条提示</translation>
    </message>
    <message>
        <source>The design could not be opened</source>
        <translation>无法打开设计</translation>
    </message>
    <message>
        <source>Reading the design…</source>
        <translation>正在读取设计…</translation>
    </message>
    <message>
        <source>Problems appear as soon as its files are read.</source>
        <translation>文件读取后即显示问题。</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Every manifest was understood and every check of the design passes.</source>
        <translation>所有清单均已解析，设计通过全部检查。</translation>
    </message>
    <message>
        <source>%1: done; Ctrl Z takes it back</source>
        <translation>%1:已完成;Ctrl Z 可撤销</translation>
    </message>
    <message>
        <source>Show where it is</source>
        <translation>显示所在位置</translation>
    </message>
    <message>
        <source>Choose a problem that has a blue verb: that mends it</source>
        <translation>请选择带有蓝色动词的问题:该动词会修正它</translation>
    </message>
</context>
<context>
    <name>podloom::app::Properties</name>
    <message>
        <source>cluster %1</source>
        <translation>集群 %1</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation>注解</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message>
        <source>in namespaces %1</source>
        <translation>在命名空间 %1 中</translation>
    </message>
    <message>
        <source>not in %1</source>
        <translation>不在 %1 中</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>服务 %1</translation>
    </message>
    <message>
        <source>service accounts %1</source>
        <translation>服务账户 %1</translation>
    </message>
    <message>
        <source>service account %1</source>
        <translation>服务账户 %1</translation>
    </message>
    <message>
        <source>all ports</source>
        <translation>所有端口</translation>
    </message>
    <message>
        <source>No rule: the tier decides.</source>
        <translation>没有规则：由层级决定。</translation>
    </message>
    <message>
        <source>everyone</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>所有地方</translation>
    </message>
    <message>
        <source>Selects</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>spec.selector: which endpoints the policy is about</source>
        <translation>spec.selector：策略适用的端点</translation>
    </message>
    <message>
        <source>In namespaces</source>
        <translation>所在命名空间</translation>
    </message>
    <message>
        <source>any, and host endpoints</source>
        <translation>任意，包括主机端点</translation>
    </message>
    <message>
        <source>spec.namespaceSelector</source>
        <translation>spec.namespaceSelector</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>spec.tier</source>
        <translation>spec.tier</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>spec.order: lower goes first in its tier</source>
        <translation>spec.order：在其层级中数值小者优先</translation>
    </message>
    <message>
        <source>Staged</source>
        <translation>暂存</translation>
    </message>
    <message>
        <source>decides nothing until it is accepted</source>
        <translation>接受之前不作任何判定</translation>
    </message>
    <message>
        <source>Who may come in</source>
        <translation>允许谁进入</translation>
    </message>
    <message>
        <source>Where it may go</source>
        <translation>可以去往何处</translation>
    </message>
    <message>
        <source>spec.order: lower goes first</source>
        <translation>spec.order：数值小者优先</translation>
    </message>
    <message>
        <source>When no rule matches</source>
        <translation>没有规则匹配时</translation>
    </message>
    <message>
        <source>spec.defaultAction: what becomes of traffic that a policy of the tier selects and no rule decides</source>
        <translation>spec.defaultAction：被该层级策略选中但没有规则判定的流量如何处理</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>接口</translation>
    </message>
    <message>
        <source>that of the addresses</source>
        <translation>地址的</translation>
    </message>
    <message>
        <source>spec.interfaceName; * is every interface</source>
        <translation>spec.interfaceName；* 表示所有接口</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>none named</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>Gives labels</source>
        <translation>赋予标签</translation>
    </message>
    <message>
        <source>not limited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>AS number</source>
        <translation>AS 号</translation>
    </message>
    <message>
        <source>spec.asNumber, 1 … 4294967295: of every node without one of its own</source>
        <translation>spec.asNumber，1 … 4294967295：用于没有自己 AS 号的节点</translation>
    </message>
    <message>
        <source>BGP topology</source>
        <translation>BGP 拓扑</translation>
    </message>
    <message>
        <source>spec.topology: every node with every other, through route reflectors, or with the routers that nodes are linked to</source>
        <translation>spec.topology：节点全互联、经路由反射器，或与节点所连路由器对等</translation>
    </message>
    <message>
        <source>Encapsulation</source>
        <translation>封装</translation>
    </message>
    <message>
        <source>spec.encapsulation: how pods&apos; packets travel between nodes</source>
        <translation>spec.encapsulation：Pod 的数据包如何在节点间传输</translation>
    </message>
    <message>
        <source>Outgoing NAT</source>
        <translation>出站 NAT</translation>
    </message>
    <message>
        <source>spec.natOutgoing: pods leave the cluster with their node&apos;s address</source>
        <translation>spec.natOutgoing：Pod 以所在节点的地址离开集群</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>已建立的连接</translation>
    </message>
    <message>
        <source>spec.connections: whether established connections end when a policy stops allowing them</source>
        <translation>spec.connections：策略不再允许时，已建立的连接是否终止</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>planned by the lab</source>
        <translation>由实验环境规划</translation>
    </message>
    <message>
        <source>spec.bgp.asNumber of Calico&apos;s Node; without it that of the cluster</source>
        <translation>Calico Node 的 spec.bgp.asNumber；未设置时用集群的</translation>
    </message>
    <message>
        <source>Reflector id</source>
        <translation>反射器标识</translation>
    </message>
    <message>
        <source>no route reflector</source>
        <translation>不是路由反射器</translation>
    </message>
    <message>
        <source>spec.bgp.routeReflectorClusterID of Calico&apos;s Node, an IPv4 address: makes the node a route reflector</source>
        <translation>Calico Node 的 spec.bgp.routeReflectorClusterID，一个 IPv4 地址：使节点成为路由反射器</translation>
    </message>
    <message>
        <source>Takes no new pods</source>
        <translation>不接收新的 Pod</translation>
    </message>
    <message>
        <source>spec.unschedulable</source>
        <translation>spec.unschedulable</translation>
    </message>
    <message>
        <source>Taints</source>
        <translation>污点</translation>
    </message>
    <message>
        <source>Address blocks</source>
        <translation>地址块</translation>
    </message>
    <message>
        <source>spec.asNumber, 1 … 4294967295</source>
        <translation>spec.asNumber，1 … 4294967295</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>spec.engine: an external router is drawn and predicted, not run</source>
        <translation>spec.engine：外部路由器只绘制和预测，不运行</translation>
    </message>
    <message>
        <source>Announces</source>
        <translation>通告</translation>
    </message>
    <message>
        <source>nothing of its own</source>
        <translation>没有自身内容</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>子网</translation>
    </message>
    <message>
        <source>the ends&apos; own addresses</source>
        <translation>端点自己的地址</translation>
    </message>
    <message>
        <source>MTU</source>
        <translation>MTU</translation>
    </message>
    <message>
        <source>spec.mtu, 1280 … 65535</source>
        <translation>spec.mtu，1280 … 65535</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>spec.rate, such as 100Mbit or 1Gbit</source>
        <translation>spec.rate，例如 100Mbit 或 1Gbit</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>地址块</translation>
    </message>
    <message>
        <source>%1, %2 of them planned</source>
        <translation>%1，其中 %2 个为计划</translation>
    </message>
    <message>
        <source>Nodes at most</source>
        <translation>最多节点数</translation>
    </message>
    <message>
        <source>Pods a node</source>
        <translation>每节点 Pod 数</translation>
    </message>
    <message>
        <source>Hold time</source>
        <translation>保持时间</translation>
    </message>
    <message>
        <source>annotation podloom.dev/hold-time, 3s … 65535s, or 0s for ever: a peer that is silent for so long is gone</source>
        <translation>注解 podloom.dev/hold-time，3s … 65535s，0s 表示永久：静默超过该时间的对等体视为失效</translation>
    </message>
    <message>
        <source>Keepalive</source>
        <translation>保活时间</translation>
    </message>
    <message>
        <source>a third of that</source>
        <translation>其三分之一</translation>
    </message>
    <message>
        <source>BFD</source>
        <translation>BFD</translation>
    </message>
    <message>
        <source>annotation podloom.dev/bfd: notices a dead link within a second; graceful keeps routes while the peer&apos;s daemon restarts</source>
        <translation>注解 podloom.dev/bfd：一秒内发现链路失效；graceful 在对等体守护进程重启期间保留路由</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>spec.cidr: the addresses that the pool hands out</source>
        <translation>spec.cidr：地址池分配的地址</translation>
    </message>
    <message>
        <source>Block size</source>
        <translation>块大小</translation>
    </message>
    <message>
        <source>spec.blockSize: length of the prefix that a node claims at a time, 20 … 32 or 116 … 128</source>
        <translation>spec.blockSize：节点一次申领的前缀长度，20 … 32 或 116 … 128</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>位</translation>
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
        <translation>spec.ipipMode；仅 IPv4</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>spec.disabled: no new address comes from this pool</source>
        <translation>spec.disabled：不再从此地址池分配新地址</translation>
    </message>
    <message>
        <source>Not announced</source>
        <translation>不通告</translation>
    </message>
    <message>
        <source>spec.disableBGPExport: BGP does not tell of its blocks</source>
        <translation>spec.disableBGPExport：BGP 不通告其地址块</translation>
    </message>
    <message>
        <source>spec.nodeSelector: which nodes claim blocks of it</source>
        <translation>spec.nodeSelector：哪些节点申领其地址块</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>spec.namespaceSelector: whose pods get its addresses</source>
        <translation>spec.namespaceSelector：哪些命名空间的 Pod 使用其地址</translation>
    </message>
    <message>
        <source>spec.node</source>
        <translation>spec.node</translation>
    </message>
    <message>
        <source>spec.nodeSelector: which nodes have this peer</source>
        <translation>spec.nodeSelector：哪些节点有此对等体</translation>
    </message>
    <message>
        <source>Peer address</source>
        <translation>对等体地址</translation>
    </message>
    <message>
        <source>spec.peerIP, with a port when it is not 179: 192.0.2.1:1179</source>
        <translation>spec.peerIP，端口不是 179 时需注明：192.0.2.1:1179</translation>
    </message>
    <message>
        <source>Peer nodes</source>
        <translation>对等体节点</translation>
    </message>
    <message>
        <source>spec.peerSelector</source>
        <translation>spec.peerSelector</translation>
    </message>
    <message>
        <source>Peer AS</source>
        <translation>对等体 AS</translation>
    </message>
    <message>
        <source>of the peer&apos;s node</source>
        <translation>对等体节点的</translation>
    </message>
    <message>
        <source>Longest restart</source>
        <translation>最长重启时间</translation>
    </message>
    <message>
        <source>spec.maxRestartTime: how long routes stay while the peer restarts gracefully</source>
        <translation>spec.maxRestartTime：对等体平滑重启期间路由保留多久</translation>
    </message>
    <message>
        <source>Own AS allowed</source>
        <translation>允许自身 AS</translation>
    </message>
    <message>
        <source>spec.numAllowedLocalASNumbers: how often the own AS may stand in a path</source>
        <translation>spec.numAllowedLocalASNumbers：自身 AS 可在路径中出现的次数</translation>
    </message>
    <message>
        <source>times</source>
        <translation>次</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>from the Secret %1, key %2</source>
        <translation>来自 Secret %1 的键 %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>How fast its loss is noticed</source>
        <translation>检测失效的速度</translation>
    </message>
    <message>
        <source>spec.keepaliveTime, such as 30s</source>
        <translation>spec.keepaliveTime，例如 30s</translation>
    </message>
    <message>
        <source>Node-to-node mesh</source>
        <translation>节点全互联</translation>
    </message>
    <message>
        <source>spec.nodeToNodeMeshEnabled: every node peers with every other</source>
        <translation>spec.nodeToNodeMeshEnabled：所有节点两两对等</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>spec.listenPort, 1 … 65535</source>
        <translation>spec.listenPort，1 … 65535</translation>
    </message>
    <message>
        <source>Service networks</source>
        <translation>服务网段</translation>
    </message>
    <message>
        <source>Sessions of the mesh</source>
        <translation>全互联会话</translation>
    </message>
    <message>
        <source>annotation podloom.dev/keepalive-time, such as 30s</source>
        <translation>注解 podloom.dev/keepalive-time，例如 30s</translation>
    </message>
    <message>
        <source>every pod</source>
        <translation>所有 Pod</translation>
    </message>
    <message>
        <source>every namespace</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>命名空间 %1</translation>
    </message>
    <message>
        <source>namespaces %1</source>
        <translation>命名空间 %1</translation>
    </message>
    <message>
        <source>%1 except %2</source>
        <translation>%1，%2 除外</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>every node</source>
        <translation>所有节点</translation>
    </message>
    <message>
        <source>nodes %1</source>
        <translation>节点 %1</translation>
    </message>
    <message>
        <source>a peer of an unknown kind</source>
        <translation>未知类型的对等体</translation>
    </message>
    <message>
        <source>Nobody.</source>
        <translation>没有。</translation>
    </message>
    <message>
        <source>Nowhere.</source>
        <translation>无处可去。</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>spec.priority, 0 … 1000; lower goes first</source>
        <translation>spec.priority，0 … 1000；数值小者优先</translation>
    </message>
    <message>
        <source>This policy has nothing to say.</source>
        <translation>此策略没有任何规定。</translation>
    </message>
    <message>
        <source>Service account</source>
        <translation>服务账户</translation>
    </message>
    <message>
        <source>Only on nodes</source>
        <translation>仅在节点上</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>已声明</translation>
    </message>
    <message>
        <source>nowhere; other objects use it</source>
        <translation>不单独显示；由其他对象使用</translation>
    </message>
    <message>
        <source>in the design</source>
        <translation>在设计中</translation>
    </message>
    <message>
        <source>no node suits it</source>
        <translation>没有合适的节点</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Replica of</source>
        <translation>所属副本</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>副本数</translation>
    </message>
    <message>
        <source>one on each node that suits</source>
        <translation>每个合适的节点一个</translation>
    </message>
    <message>
        <source>Pods at once</source>
        <translation>同时运行的 Pod</translation>
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
        <translation>其 Pod 的标签</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>spec.type</source>
        <translation>spec.type</translation>
    </message>
    <message>
        <source>given by the cluster</source>
        <translation>由集群给出</translation>
    </message>
    <message>
        <source>no selector</source>
        <translation>没有选择器</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>IPv4 address</source>
        <translation>IPv4 地址</translation>
    </message>
    <message>
        <source>spec.bgp.ipv4Address of Calico&apos;s Node, with the length of its network: 192.0.2.11/24</source>
        <translation>Calico Node 的 spec.bgp.ipv4Address，带网络前缀长度：192.0.2.11/24</translation>
    </message>
    <message>
        <source>IPv6 address</source>
        <translation>IPv6 地址</translation>
    </message>
    <message>
        <source>spec.bgp.ipv6Address of Calico&apos;s Node, with the length of its network: 2001:db8::11/64</source>
        <translation>Calico Node 的 spec.bgp.ipv6Address，带网络前缀长度：2001:db8::11/64</translation>
    </message>
    <message>
        <source>serviceAccountName: policies of Calico can select by it</source>
        <translation>serviceAccountName：Calico 策略可据此选择</translation>
    </message>
    <message>
        <source>Network of its node</source>
        <translation>使用节点的网络</translation>
    </message>
    <message>
        <source>hostNetwork: its address is that of its node; policies do not select it</source>
        <translation>hostNetwork：其地址即节点的地址；策略不会选中它</translation>
    </message>
    <message>
        <source>An empty field takes it away</source>
        <translation>留空则移除</translation>
    </message>
    <message>
        <source>every port</source>
        <translation>所有端口</translation>
    </message>
    <message>
        <source>port: a number, or the name of a port; every port when it is empty</source>
        <translation>port：数字或端口名称；为空则表示所有端口</translation>
    </message>
    <message>
        <source>Last port</source>
        <translation>末端口</translation>
    </message>
    <message>
        <source>no range</source>
        <translation>无范围</translation>
    </message>
    <message>
        <source>endPort: the last one of a range that begins with port, a number</source>
        <translation>endPort：以 port（数字）开头的范围中的最后一个端口</translation>
    </message>
    <message>
        <source>Add a port</source>
        <translation>添加端口</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>无名称</translation>
    </message>
    <message>
        <source>name: needed where a service has several ports</source>
        <translation>name：服务有多个端口时必填</translation>
    </message>
    <message>
        <source>port, 1 … 65535: of the service</source>
        <translation>port，1 … 65535：服务的端口</translation>
    </message>
    <message>
        <source>Port of the pods</source>
        <translation>Pod 端口</translation>
    </message>
    <message>
        <source>targetPort: a number or the name of a port; as port when it is empty</source>
        <translation>targetPort：数字或端口名称；为空则与 port 相同</translation>
    </message>
    <message>
        <source>Port of the nodes</source>
        <translation>节点端口</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>自动选择</translation>
    </message>
    <message>
        <source>nodePort, usually 30000 … 32767</source>
        <translation>nodePort，通常为 30000 … 32767</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>端口 %1</translation>
    </message>
    <message>
        <source>metadata.name; what refers to it by name follows</source>
        <translation>metadata.name；按名称引用它的对象会随之更新</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>protocol: TCP, UDP or SCTP</source>
        <translation>protocol：TCP、UDP 或 SCTP</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>key=value; Enter adds it</source>
        <translation>键=值；按 Enter 添加</translation>
    </message>
    <message>
        <source>key=value</source>
        <translation>键=值</translation>
    </message>
    <message>
        <source>any protocol</source>
        <translation>任意协议</translation>
    </message>
    <message>
        <source>protocol: TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number; ports need TCP, UDP or SCTP</source>
        <translation>protocol：TCP、UDP、SCTP、ICMP、ICMPv6、UDPLite 或数字；端口需要 TCP、UDP 或 SCTP</translation>
    </message>
    <message>
        <source>a number, a range such as 8000:8080, or the name of a port</source>
        <translation>数字、范围（如 8000:8080）或端口名称</translation>
    </message>
    <message>
        <source>One port only</source>
        <translation>仅一个端口</translation>
    </message>
    <message>
        <source>1 … 65535</source>
        <translation>1 … 65535</translation>
    </message>
    <message>
        <source>First port</source>
        <translation>首端口</translation>
    </message>
    <message>
        <source>Name of the port</source>
        <translation>端口名称</translation>
    </message>
    <message>
        <source>as pods call it</source>
        <translation>与 Pod 中的名称一致</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyField</name>
    <message>
        <source>“%1” is no whole number.</source>
        <translation>“%1”不是整数。</translation>
    </message>
    <message>
        <source>Write it as key=value.</source>
        <translation>请写成 键=值。</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyForm</name>
    <message>
        <source>Change %1 of %2</source>
        <translation>更改 %2 的%1</translation>
    </message>
    <message>
        <source>“%1” is there already: change it where it stands.</source>
        <translation>“%1”已存在：请在原处修改。</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>重命名 %1</translation>
    </message>
</context>
<context>
    <name>podloom::app::PropertyRow</name>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>podloom::app::RackDialog</name>
    <message>
        <source>Group nodes as a rack</source>
        <translation>将节点编为机架</translation>
    </message>
    <message>
        <source>Name of the rack</source>
        <translation>机架名称</translation>
    </message>
    <message>
        <source>Name of the rack or site; without one the nodes leave theirs.</source>
        <translation>机架或站点的名称；留空则节点离开其机架。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
</context>
<context>
    <name>podloom::app::ReachModel</name>
    <message>
        <source>%1: a pod always reaches itself</source>
        <translation>%1：Pod 始终可以访问自身</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed</source>
        <translation>%1 → %2，%3：允许</translation>
    </message>
    <message>
        <source>%1 → %2, %3: denied</source>
        <translation>%1 → %2，%3：拒绝</translation>
    </message>
    <message>
        <source> · staged policies would allow it</source>
        <translation> · 暂存策略会允许</translation>
    </message>
    <message>
        <source> · staged policies would deny it</source>
        <translation> · 暂存策略会拒绝</translation>
    </message>
    <message>
        <source> · gained since the design was saved</source>
        <translation> · 保存后新增</translation>
    </message>
    <message>
        <source> · lost since the design was saved</source>
        <translation> · 保存后失去</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed, but no route leads there and back (see Trace)</source>
        <translation>%1 → %2，%3：允许，但没有往返的路由（见“追踪”）</translation>
    </message>
    <message>
        <source>%1 → %2, %3: allowed in part</source>
        <translation>%1 → %2,%3:部分允许</translation>
    </message>
    <message>
        <source> · %L1 of %L2 pairs of pods connect</source>
        <translation> · %L2 对 Pod 中有 %L1 对可连通</translation>
    </message>
    <message>
        <source>%1: 1 pod</source>
        <translation>%1:1 个 Pod</translation>
    </message>
    <message>
        <source>%1: %2 pods</source>
        <translation>%1:%2 个 Pod</translation>
    </message>
    <message>
        <source> · %L1 of %L2 pairs of pods that were tried connect</source>
        <translation> · 试过的 %L2 对 Pod 中有 %L1 对可连通</translation>
    </message>
</context>
<context>
    <name>podloom::app::ReachabilityPanel</name>
    <message>
        <source>Protocol and port</source>
        <translation>协议和端口</translation>
    </message>
    <message>
        <source>Every port that the design names; others can be typed: TCP 80, UDP 53, ICMP</source>
        <translation>设计中出现的所有端口；也可输入其他端口：TCP 80、UDP 53、ICMP</translation>
    </message>
    <message>
        <source>IPv4 or IPv6</source>
        <translation>IPv4 或 IPv6</translation>
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
        <translation>地址族</translation>
    </message>
    <message>
        <source>IPv4 or IPv6: the one that both ends share, IPv4 first</source>
        <translation>IPv4 或 IPv6：两端共有的地址族，优先 IPv4</translation>
    </message>
    <message>
        <source>From…</source>
        <translation>从…</translation>
    </message>
    <message>
        <source>Filter sources</source>
        <translation>过滤源</translation>
    </message>
    <message>
        <source>To…</source>
        <translation>到…</translation>
    </message>
    <message>
        <source>Filter destinations</source>
        <translation>过滤目的</translation>
    </message>
    <message>
        <source>Working out who reaches whom…</source>
        <translation>正在计算谁能访问谁…</translation>
    </message>
    <message>
        <source>The design has errors</source>
        <translation>设计中有错误</translation>
    </message>
    <message>
        <source>With a policy or pod that could not be read, a matrix would be a guess.</source>
        <translation>若有策略或 Pod 无法读取，矩阵就只是猜测。</translation>
    </message>
    <message>
        <source>Show problems</source>
        <translation>显示问题</translation>
    </message>
    <message>
        <source>No pods yet</source>
        <translation>还没有 Pod</translation>
    </message>
    <message>
        <source>Add a workload, and the matrix shows who reaches it and whom it reaches.</source>
        <translation>添加一个工作负载后，矩阵会显示谁能访问它以及它能访问谁。</translation>
    </message>
    <message>
        <source>No pod matches the filter</source>
        <translation>没有符合过滤器的 Pod</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除过滤器</translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>%L1 of %L2 connections allowed</source>
        <translation>允许 %L1/%L2 个连接</translation>
    </message>
    <message>
        <source>%L1 sources × %L2 destinations</source>
        <translation>%L1 个源 × %L2 个目的</translation>
    </message>
    <message>
        <source>Rows are sources, columns destinations. Click a cell to see why.</source>
        <translation>行是源，列是目的。单击单元格可查看原因。</translation>
    </message>
    <message>
        <source>No comparison</source>
        <translation>不比较</translation>
    </message>
    <message>
        <source>Against the saved files</source>
        <translation>与已保存文件比较</translation>
    </message>
    <message>
        <source>With staged policies</source>
        <translation>使用暂存策略</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>▲ gained, ▼ lost: since the design was saved, or if staged policies were in force</source>
        <translation>▲ 新增,▼ 失去:自保存以来,或假如暂存策略生效</translation>
    </message>
    <message>
        <source>Nothing gained or lost</source>
        <translation>没有新增或失去</translation>
    </message>
    <message>
        <source>▲ %L1 gained · ▼ %L2 lost</source>
        <translation>▲ 新增 %L1 · ▼ 失去 %L2</translation>
    </message>
    <message>
        <source>%L1 of %L2 connections work · %L3 more are allowed without a route</source>
        <translation>%L1/%L2 个连接可用 · 另有 %L3 个被允许但没有路由</translation>
    </message>
    <message>
        <source>Each pod</source>
        <translation>每个 Pod</translation>
    </message>
    <message>
        <source>By labels</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Rows and columns</source>
        <translation>行和列</translation>
    </message>
    <message>
        <source>A row and a column for each pod, or for all pods of a namespace with the same labels</source>
        <translation>每个 Pod 一行一列,或同一命名空间中标签相同的所有 Pod 一行一列</translation>
    </message>
    <message>
        <source>Words of names, or labels: app=cart</source>
        <translation>名称中的词,或标签:app=cart</translation>
    </message>
    <message>
        <source>A filter keeps what has each of its words in names or labels.</source>
        <translation>过滤器保留名称或标签中含有每个词的项。</translation>
    </message>
    <message>
        <source>%L1 of %L2 pairs of workloads connect · %L3 in part</source>
        <translation>%L2 对工作负载中有 %L1 对可连通 · %L3 对部分连通</translation>
    </message>
</context>
<context>
    <name>podloom::app::RoutesPanel</name>
    <message>
        <source>%1 · as predicted</source>
        <translation>%1 · 与预测一致</translation>
    </message>
    <message>
        <source>predicted %1 · the kernel has %2</source>
        <translation>预测 %1 · 内核为 %2</translation>
    </message>
    <message>
        <source>predicted %1 · not in the kernel</source>
        <translation>预测 %1 · 内核中没有</translation>
    </message>
    <message>
        <source>%1 · was not predicted</source>
        <translation>%1 · 未被预测</translation>
    </message>
    <message>
        <source>Compare with the lab</source>
        <translation>与实验环境比较</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Why it is so</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>No machines yet</source>
        <translation>还没有机器</translation>
    </message>
    <message>
        <source>Add a node or a router, and what it will know stands here.</source>
        <translation>添加节点或路由器后,其将知道的路由显示在此。</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>正在追踪每条路由…</translation>
    </message>
    <message>
        <source>Not here</source>
        <translation>不在此处</translation>
    </message>
    <message>
        <source>Why not here?</source>
        <translation>为何不在此?</translation>
    </message>
    <message>
        <source>%1 routes predicted</source>
        <translation>预测 %1 条路由</translation>
    </message>
    <message>
        <source>%1 of %2 routes as predicted</source>
        <translation>%2 条路由中 %1 条与预测一致</translation>
    </message>
    <message>
        <source>Click a route to see where it comes from, or where it was lost</source>
        <translation>单击路由以查看其来源或丢失之处</translation>
    </message>
    <message>
        <source>Why %1 is here</source>
        <translation>为何 %1 在此</translation>
    </message>
    <message>
        <source>Why %1 is not here</source>
        <translation>为何 %1 不在此</translation>
    </message>
</context>
<context>
    <name>podloom::app::Settings</name>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Nothing moves by itself</source>
        <translation>界面不自动产生动画</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>整体大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>SSH: the machines of an emulated lab have a known_hosts of their lab, real ones ~/.ssh/known_hosts, or the file that PODLOOM_KNOWN_HOSTS names. An unknown key is shown and asked for, a changed one is refused.</source>
        <translation>SSH：模拟实验环境的机器使用该环境的 known_hosts，真实机器使用 ~/.ssh/known_hosts 或 PODLOOM_KNOWN_HOSTS 指定的文件。未知密钥会显示并询问，已更改的密钥会被拒绝。</translation>
    </message>
    <message>
        <source>Size, language and motion count from the next start on.</source>
        <translation>大小、语言和动画从下次启动起生效。</translation>
    </message>
</context>
<context>
    <name>podloom::app::SideBar</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>地址池</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
</context>
<context>
    <name>podloom::app::StartPage</name>
    <message>
        <source>Draw a cluster network, then run it</source>
        <translation>绘制集群网络，然后运行它</translation>
    </message>
    <message>
        <source>Drag a tile from the left onto the drawing, let a wizard begin, or look at an example. Nothing is written until you save.</source>
        <translation>将左侧图块拖到画布上，使用向导，或查看示例。保存之前不会写入任何文件。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Two nodes, two workloads, one policy: the smallest design that is still a network.</source>
        <translation>两个节点、两个工作负载、一条策略：仍算网络的最小设计。</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>商店</translation>
    </message>
    <message>
        <source>Two racks with routers, twenty pods in five namespaces, and the policies of a web shop.</source>
        <translation>两个带路由器的机架、五个命名空间中的二十个 Pod，以及网上商店的策略。</translation>
    </message>
    <message>
        <source>Fabric</source>
        <translation>数据中心网络</translation>
    </message>
    <message>
        <source>Spines and leaves, an AS a rack, six nodes: how routes of pods travel through a data centre.</source>
        <translation>脊叶结构，每机架一个 AS，六个节点：Pod 路由如何在数据中心中传播。</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>Open a copy of %1</source>
        <translation>打开 %1 的副本</translation>
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
        <translation>没有运行中的实验环境</translation>
    </message>
    <message>
        <source>Lab “%1” is not running</source>
        <translation>实验环境“%1”未运行</translation>
    </message>
    <message>
        <source>Lab “%1”: none of its nodes has reported yet</source>
        <translation>实验环境“%1”：尚无节点报告</translation>
    </message>
    <message>
        <source>Lab “%1”: its node is ready</source>
        <translation>实验环境“%1”：节点就绪</translation>
    </message>
    <message>
        <source>Lab “%1”: its node is not ready</source>
        <translation>实验环境“%1”：节点未就绪</translation>
    </message>
    <message>
        <source>Lab “%1”: %2 of %3 nodes ready</source>
        <translation>实验环境“%1”：%2/%3 个节点就绪</translation>
    </message>
    <message>
        <source> · 1 session established</source>
        <translation> · 1 个会话已建立</translation>
    </message>
    <message>
        <source> · %1 sessions established</source>
        <translation> · %1 个会话已建立</translation>
    </message>
    <message>
        <source>, %1 not</source>
        <translation>，%1 个不在其中</translation>
    </message>
    <message>
        <source>Prediction = measurement: %1 pair · checked at %2</source>
        <translation>预测 = 实测：%1 对 · 检查于 %2</translation>
    </message>
    <message>
        <source>Prediction = measurement: %1 pairs · checked at %2</source>
        <translation>预测 = 实测：%1 对 · 检查于 %2</translation>
    </message>
    <message>
        <source>Prediction ≠ measurement: %1 of %2 pairs</source>
        <translation>预测 ≠ 实测：%1/%2 对</translation>
    </message>
    <message>
        <source>; “%1” is: choose it in the panel Lab</source>
        <translation>;“%1”在运行:请在“实验环境”面板中选择</translation>
    </message>
    <message>
        <source>; %1 others are: choose one in the panel Lab</source>
        <translation>;另有 %1 个在运行:请在“实验环境”面板中选择</translation>
    </message>
</context>
<context>
    <name>podloom::app::TopBar</name>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Deploy to lab</source>
        <translation>部署到实验环境</translation>
    </message>
    <message>
        <source>Podloom</source>
        <translation>Podloom</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Find or run…</source>
        <translation>查找或执行…</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>Find or run</source>
        <translation>查找或执行</translation>
    </message>
    <message>
        <source>opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 个节点</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 个节点</translation>
    </message>
    <message>
        <source>1 pod</source>
        <translation>1 个 Pod</translation>
    </message>
    <message>
        <source>%1 pods</source>
        <translation>%1 个 Pod</translation>
    </message>
    <message>
        <source>1 policy</source>
        <translation>1 条策略</translation>
    </message>
    <message>
        <source>%1 policies</source>
        <translation>%1 条策略</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Plan · %1</source>
        <translation>计划 · %1</translation>
    </message>
    <message>
        <source>typed text is not applied</source>
        <translation>输入的文本尚未应用</translation>
    </message>
    <message>
        <source>%1 + %2 more</source>
        <translation>%1 + 另外 %2 个</translation>
    </message>
</context>
<context>
    <name>podloom::app::TopologyScene</name>
    <message>
        <source>Nothing is drawn yet</source>
        <translation>尚未绘制任何内容</translation>
    </message>
    <message>
        <source>%1: %2 pods may reach it, it may reach %3</source>
        <translation>%1:%2 个 Pod 可到达它,它可到达 %3 个</translation>
    </message>
    <message>
        <source> · open to outside</source>
        <translation> · 对外开放</translation>
    </message>
    <message>
        <source> · may go outside (TCP 443)</source>
        <translation> · 可以出到外部(TCP 443)</translation>
    </message>
    <message>
        <source>Expand group</source>
        <translation>展开分组</translation>
    </message>
    <message>
        <source>Collapse group</source>
        <translation>折叠分组</translation>
    </message>
    <message>
        <source>No lab of this design runs.
Deploy it to a lab (Ctrl D), and what its agents, sessions and pods report stands here.</source>
        <translation>此设计没有运行中的实验环境。
部署到实验环境(Ctrl D)后,代理、会话和 Pod 的报告显示在此。</translation>
    </message>
    <message>
        <source> · no route leads to %1 of them</source>
        <translation> · 其中 %1 个没有路由可达</translation>
    </message>
</context>
<context>
    <name>podloom::app::TracePanel</name>
    <message>
        <source>Hops</source>
        <translation>各跳</translation>
    </message>
    <message>
        <source>Which packet?</source>
        <translation>哪个数据包?</translation>
    </message>
    <message>
        <source>Choose two pods (Ctrl and click) and “Trace between two pods”, or click a cell of the reachability matrix.</source>
        <translation>请选择两个 Pod(Ctrl 加单击)并执行“追踪两个 Pod 之间”,或单击可达性矩阵的单元格。</translation>
    </message>
    <message>
        <source>Following every route…</source>
        <translation>正在追踪每条路由…</translation>
    </message>
    <message>
        <source>There is no way to show</source>
        <translation>没有可显示的路径</translation>
    </message>
    <message>
        <source>%1 → %2, %3</source>
        <translation>%1 → %2,%3</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>被阻止</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>never gets here: %1</source>
        <translation>到不了这里:%1</translation>
    </message>
    <message>
        <source>kernel: sends it on</source>
        <translation>内核：转发</translation>
    </message>
    <message>
        <source>kernel: delivers it</source>
        <translation>内核：送达</translation>
    </message>
    <message>
        <source>kernel: has no route</source>
        <translation>内核：没有路由</translation>
    </message>
    <message>
        <source>kernel: drops it</source>
        <translation>内核：丢弃</translation>
    </message>
    <message>
        <source>kernel: next hop is not there</source>
        <translation>内核：下一跳不存在</translation>
    </message>
    <message>
        <source>kernel: goes round in a loop</source>
        <translation>内核：陷入环路</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>predicted: delivered</source>
        <translation>预测：送达</translation>
    </message>
    <message>
        <source>predicted: stopped</source>
        <translation>预测：被阻止</translation>
    </message>
    <message>
        <source>kernels: there and back</source>
        <translation>内核：往返可达</translation>
    </message>
    <message>
        <source>kernels: no way</source>
        <translation>内核：没有路径</translation>
    </message>
    <message>
        <source>probe: answered</source>
        <translation>探测：有应答</translation>
    </message>
    <message>
        <source>probe: no answer</source>
        <translation>探测：无应答</translation>
    </message>
    <message>
        <source>asking the lab…</source>
        <translation>正在询问实验环境…</translation>
    </message>
</context>
<context>
    <name>podloom::app::WizardDialog</name>
    <message>
        <source>Manifests</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>podloom::app::Workbench</name>
    <message>
        <source>Designs</source>
        <translation>设计</translation>
    </message>
    <message>
        <source>Changed on the disk by another program</source>
        <translation>已被其他程序在磁盘上更改</translation>
    </message>
</context>
<context>
    <name>podloom::app::fixes</name>
    <message>
        <source>Give it %1</source>
        <translation>改为 %1</translation>
    </message>
    <message>
        <source>Grow pool to /%1</source>
        <translation>将地址池扩大到 /%1</translation>
    </message>
    <message>
        <source>Add a pool with %1</source>
        <translation>添加使用 %1 的地址池</translation>
    </message>
    <message>
        <source>Turn the mesh off</source>
        <translation>关闭全互联</translation>
    </message>
    <message>
        <source>Exchange %1 and %2</source>
        <translation>交换 %1 和 %2</translation>
    </message>
    <message>
        <source>Remove endPort</source>
        <translation>移除 endPort</translation>
    </message>
    <message>
        <source>Remove the exception %1</source>
        <translation>移除例外 %1</translation>
    </message>
    <message>
        <source>Allow egress to port 53</source>
        <translation>允许到端口 53 的出站</translation>
    </message>
    <message>
        <source>Add the tier %1</source>
        <translation>添加层 %1</translation>
    </message>
    <message>
        <source>Move it to the tier default</source>
        <translation>移到 default 层</translation>
    </message>
    <message>
        <source>Write policyTypes: [%1]</source>
        <translation>写入 policyTypes: [%1]</translation>
    </message>
    <message>
        <source>Add %1 to policyTypes</source>
        <translation>将 %1 加入 policyTypes</translation>
    </message>
    <message>
        <source>Add Pass behind them</source>
        <translation>在其后添加 Pass</translation>
    </message>
    <message>
        <source>Add Allow behind them</source>
        <translation>在其后添加 Allow</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>重命名为 %1</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>改写为 %1</translation>
    </message>
    <message>
        <source>Take its name away</source>
        <translation>去掉其名称</translation>
    </message>
    <message>
        <source>Write %1: %2</source>
        <translation>改写为 %1: %2</translation>
    </message>
</context>
</TS>
