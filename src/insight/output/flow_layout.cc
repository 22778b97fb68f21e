#include "insight/output/flow_layout.h"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace insyn::insight {
namespace {

constexpr double kPoints = 72;  // to an inch

// Graphviz takes its strings as char*, and copies them.
char* text(const char* value) { return const_cast<char*>(value); }

class Drawing {
 public:
  Drawing() : context_(gvContext()), graph_(agopen(text("flow"), Agdirected, nullptr)) {
    agattr(graph_, AGRAPH, text("rankdir"), text("TB"));
    agattr(graph_, AGRAPH, text("nodesep"), text("0.5"));
    agattr(graph_, AGRAPH, text("ranksep"), text("0.5"));
    agattr(graph_, AGNODE, text("shape"), text("box"));
    agattr(graph_, AGNODE, text("fixedsize"), text("true"));
    agattr(graph_, AGNODE, text("height"), text("0.55"));
    agattr(graph_, AGNODE, text("width"), text("1"));
    agattr(graph_, AGNODE, text("label"), text(""));
    agattr(graph_, AGEDGE, text("label"), text(""));
    agattr(graph_, AGEDGE, text("weight"), text("1"));
    agattr(graph_, AGEDGE, text("fontsize"), text("11"));
  }
  ~Drawing() {
    if (laid_out_) gvFreeLayout(context_, graph_);
    agclose(graph_);
    gvFreeContext(context_);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  void place(std::size_t number, std::size_t letters) {
    Agnode_t* const node = agnode(graph_, text(fmt::format("n{}", number).c_str()), 1);
    const std::string width =
        fmt::format("{:.2f}", std::max(1.1, 0.092 * static_cast<double>(letters) + 0.3));
    agset(node, text("width"), text(width.c_str()));
    nodes_[number] = node;
  }

  void edge(std::size_t number, const EdgeUse& use, std::uint64_t most) {
    Agedge_t* const edge =
        agedge(graph_, nodes_.at(use.from), nodes_.at(use.to), text(fmt::format("e{}", number).c_str()), 1);
    const auto weight = 1 + 20 * use.calls.value() / std::max<std::uint64_t>(1, most);
    agset(edge, text("weight"), text(fmt::to_string(weight).c_str()));
    agset(edge, text("label"),
          text(fmt::format("{:>16}", number).c_str()));  // as wide as what will stand there
  }

  // In the language "plain", which is made to be read by programs.
  Result<std::string> plain() {
    if (gvLayout(context_, graph_, "dot") != 0)
      return fail(Code::kPermanent,
                  "Graphviz has no “dot” layout; check that libgvc6 is completely installed");
    laid_out_ = true;
    char* data = nullptr;
    unsigned length = 0;
    if (gvRenderData(context_, graph_, "plain", &data, &length) != 0)
      return fail(Code::kPermanent, "Graphviz could not lay out the graph");
    std::string said(data, length);
    gvFreeRenderData(data);
    return said;
  }

 private:
  GVC_t* context_;
  Agraph_t* graph_;
  bool laid_out_ = false;
  std::map<std::size_t, Agnode_t*> nodes_;
};

class PlainReader {
 public:
  explicit PlainReader(const std::string& plain) : in_(plain) { in_.imbue(std::locale::classic()); }

  FlowLayout read() {
    FlowLayout layout;
    for (std::string word; in_ >> word;) {
      if (word == "graph") {
        double scale = 0;
        in_ >> scale >> layout.width >> layout.height;
        layout.width *= kPoints;
        layout.height *= kPoints;
        height_ = layout.height;
      } else if (word == "node") {
        layout.boxes.push_back(box());
      } else if (word == "edge") {
        layout.lines.push_back(line());
      }
      std::string rest;
      std::getline(in_, rest);
    }
    return layout;
  }

 private:
  static std::size_t number_in(const std::string& name) { return std::stoul(name.substr(1)); }

  // From inches upwards to points downwards.
  Spot spot() {
    Spot spot;
    in_ >> spot.x >> spot.y;
    return {spot.x * kPoints, height_ - spot.y * kPoints};
  }

  FlowLayout::Box box() {
    std::string name;
    in_ >> name;
    FlowLayout::Box box{number_in(name), spot(), 0, 0};
    in_ >> box.width >> box.height;
    box.width *= kPoints;
    box.height *= kPoints;
    return box;
  }

  FlowLayout::Line line() {
    std::string tail;
    std::string head;
    std::size_t count = 0;
    in_ >> tail >> head >> count;
    FlowLayout::Line line;
    for (std::size_t i = 0; i < count; ++i) line.points.push_back(spot());
    std::string label;
    in_ >> std::ws;
    if (in_.peek() == '"') {
      in_.get();
      std::getline(in_, label, '"');
    } else {
      in_ >> label;
    }
    line.edge = std::stoul(label);
    line.label = spot();
    return line;
  }

  std::istringstream in_;
  double height_ = 0;
};

}  // namespace

Result<FlowLayout> flow_layout(const KindReport& kind, const std::vector<std::string>& names,
                               std::size_t most) {
  const std::size_t edges = std::min(most, kind.edges.size());
  if (edges == 0) return FlowLayout();
  Drawing drawing;
  std::vector<std::uint8_t> drawn(kind.places.size(), 0);
  for (std::size_t i = 0; i < edges; ++i) {
    for (const std::size_t place : {kind.edges[i].from, kind.edges[i].to}) {
      if (std::exchange(drawn[place], 1) == 0) drawing.place(place, names[place].size());
    }
  }
  for (std::size_t i = 0; i < edges; ++i) drawing.edge(i, kind.edges[i], kind.edges[0].calls.value());
  TRY_ASSIGN(const std::string plain, drawing.plain());
  return PlainReader(plain).read();
}

}  // namespace insyn::insight
