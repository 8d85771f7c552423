// How an actor is drawn: outline by type, flag or initials inside, name below where there is room.
function outline(ctx, type, x, y, r) {
  ctx.beginPath();
  if (type === "organisation") ctx.roundRect(x - r * 0.92, y - r * 0.92, r * 1.84, r * 1.84, r * 0.34);
  else if (type === "group") polygon(ctx, x, y, r * 1.06, 6);
  else if (type === "other") polygon(ctx, x, y, r * 1.12, 4);
  else ctx.arc(x, y, r, 0, 2 * Math.PI);
}

function polygon(ctx, x, y, r, corners) {
  for (let k = 0; k < corners; k += 1) {
    const angle = (k / corners) * 2 * Math.PI - Math.PI / 2;
    ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  ctx.closePath();
}

function nodePainter(actor, { ctx, id, x, y, state }) {
  const r = graphState.sizes.get(id) || 12;
  const dim = graphState.lit && !graphState.lit.has(id);
  const chosen = graphState.chosen?.has(id) || graphState.cursor === id;
  return {
    drawNode: () => {
      hideEdgesBehind(ctx, actor, x, y, r);
      ctx.globalAlpha = dim ? 0.22 : 1;
      paintNode(ctx, actor, x, y, r, chosen, state.hover);
    },
    drawExternalLabel: () => paintLabel(ctx, actor, x, y, r, { dim, chosen: chosen || state.hover }),
    nodeDimensions: { width: r * 2, height: r * 2 },
  };
}

function hideEdgesBehind(ctx, actor, x, y, r) {
  outline(ctx, actor.type, x, y, r);
  ctx.fillStyle = graphState.colours.paper;
  ctx.fill();
}

function paintNode(ctx, actor, x, y, r, chosen, hover) {
  const { colours } = graphState;
  const colour = colours[actor.type] || colours.other;
  if (chosen) {
    outline(ctx, actor.type, x, y, r + 5);
    ctx.fillStyle = colours.accent;
    ctx.globalAlpha *= 0.28;
    ctx.fill();
    ctx.globalAlpha /= 0.28;
  }
  outline(ctx, actor.type, x, y, r);
  ctx.fillStyle = colours.card;
  ctx.fill();
  ctx.lineWidth = hover || chosen ? 3.4 : 2.2;
  ctx.strokeStyle = colour;
  ctx.stroke();
  if (r * graphState.scale >= 4) paintMark(ctx, actor, x, y, r, colour);
}

function paintMark(ctx, actor, x, y, r, colour) {
  const emoji = isFlag(actor.mark);
  ctx.fillStyle = colour;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const size = emoji ? r * 1.18 : r * (actor.mark.length > 3 ? 0.54 : actor.mark.length > 2 ? 0.66 : 0.84);
  ctx.font = `${emoji ? 400 : 650} ${size}px system-ui, sans-serif`;
  ctx.fillText(actor.mark, x, y + r * 0.05);
  if (actor.badge && r > 13) {
    ctx.font = `${r * 0.72}px system-ui, sans-serif`;
    ctx.fillText(actor.badge, x + r * 0.78, y + r * 0.72);
  }
}

const isFlag = (mark) => /^\p{RI}\p{RI}$/u.test(mark);

// A name stands where it hides nothing: below, else beside or above; a less important one is left out rather than
// laid over another, the chosen ones are always named.
function paintLabel(ctx, actor, x, y, r, { dim, chosen }) {
  if (dim && !chosen) return;
  const { scale } = graphState;
  if (!chosen && r * scale < 4.5) return;
  const size = Math.max(11.5, Math.min(15, r * scale * 0.55)) / scale;
  ctx.font = `${chosen ? 650 : 500} ${size}px system-ui, sans-serif`;
  const text = clip(labelOf(actor), chosen ? 60 : 26);
  const width = ctx.measureText(text).width;
  const spots = labelSpots(x, y, r, width, size, 4 / scale, graphState.scene?.labels?.get(actor.i));
  const box = spots.find((spot) => isInside(spot, graphState.window) && !graphState.labels.some((other) => overlaps(spot, other)) && !hidesNode(spot, actor.i)) || (chosen ? spots[0] : null);
  if (!box) return;
  graphState.labels.push(box);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 / scale;
  ctx.strokeStyle = graphState.colours.paper;
  ctx.strokeText(text, box[0], box[1]);
  ctx.fillStyle = graphState.colours.ink;
  ctx.fillText(text, box[0], box[1]);
}

// Boxes [left, top, right, bottom] where a name may stand, the best first.
function labelSpots(x, y, r, width, size, gap, first) {
  const height = size * 1.2;
  const at = (left, top) => [left, top, left + width, top + height];
  const spots = { below: at(x - width / 2, y + r + gap), right: at(x + r + gap * 1.5, y - height / 2), left: at(x - r - gap * 1.5 - width, y - height / 2), above: at(x - width / 2, y - r - gap - height) };
  return [...new Set([first || "below", "below", "right", "left", "above"])].map((name) => spots[name]);
}

function paintHeadings(ctx) {
  const { scene, colours } = graphState;
  const scale = graphState.network.getScale();
  for (const { x, y, key, colour } of scene?.headings || []) {
    ctx.font = `600 ${13 / scale}px system-ui, sans-serif`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colours[colour];
    ctx.fillText(t(key), x, y);
  }
}

const isInside = (box, frame) => box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const clip = (text, most) => { const letters = Array.from(text); return letters.length > most ? letters.slice(0, most - 1).join("").trimEnd() + "…" : text; };

// Whether a label would run into another actor in a scene small enough to check.
function hidesNode(box, own) {
  const { scene, sizes } = graphState;
  if (!scene || scene.nodes.length > 200) return false;
  return scene.nodes.some((i) => {
    if (i === own) return false;
    const at = scene.places.get(i);
    const r = sizes.get(i);
    return overlaps(box, [at.x - r, at.y - r, at.x + r, at.y + r]);
  });
}

function nodeTip(actor, count) {
  return `${labelOf(actor)} · ${t(actor.type)} · ${nStatements(count)}`;
}

function edgeTip(model, edge) {
  if (!edge) return "";
  return `${labelOf(model.actors[edge.from])} → ${labelOf(model.actors[edge.to])} · ${t(polarityName(edge.polarity))} · ${nStatements(edge.count)}`;
}

function showTip(event, text) {
  const tip = byId("tooltip");
  const area = byId("map").getBoundingClientRect();
  tip.textContent = text;
  tip.hidden = !text;
  const x = Math.min(event.clientX - area.left + 14, area.width - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, x)}px`;
  tip.style.top = `${Math.max(8, event.clientY - area.top - tip.offsetHeight - 10)}px`;
}

function hideTip() {
  byId("tooltip").hidden = true;
}
